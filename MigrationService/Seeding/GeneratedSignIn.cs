namespace TradingPlatform.MigrationService.Seeding;

/// <summary>A sign-in whose password nobody chose. It is shown once, on standard output, and is in no log and no trace.</summary>
internal sealed record GeneratedSignIn(string Email, string Password)
{
    /// <summary>Without the password: a record that is logged by mistake says nothing.</summary>
    public override string ToString() => Email;
}
