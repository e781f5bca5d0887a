using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// Every environment needs one administrator to begin with. Configuration: <c>Seed:Admin:Email</c> (default admin@example.com) and
/// <c>Seed:Admin:Password</c>, a secret of at least 12 characters, read only while no active administrator exists. Without it a password is
/// generated and shown once in Development; elsewhere its absence stops the run. A reset gives that account a new password and ends its sessions.
/// </summary>
internal sealed class FirstAdministrator : ISeeder
{
    private const string PasswordSetting = "Seed:Admin:Password";

    public string Name => "first-administrator";

    public SeedProfile Profile => SeedProfile.Minimal;

    public IReadOnlyList<string> DependsOn => [AccessSeed.PartName];

    public string IsPresentSql =>
        "EXISTS (SELECT FROM identity.users u WHERE u.status = 'active' AND EXISTS (SELECT FROM identity.user_roles WHERE user_id = u.id AND role = 'admin'))";

    public bool CanReset => true;

    public async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var email = EmailOf(batch.Services);
        if (await batch.Database.Users.WithEmail(email).AnyAsync(cancellationToken))
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"No active administrator exists and {email} already belongs to somebody who is none: set Seed:Admin:Email to another address.");
        }

        var now = batch.Services.Time.GetUtcNow();
        var administrator = new User
        {
            Email = email,
            HashedPassword = HashOfPassword(batch),
            DisplayName = "Administrator",
            CreatedAt = now,
            UpdatedAt = now,
        };
        administrator.Roles.Add(new UserRole { UserId = administrator.Id, Role = RoleNames.Admin, GrantedAt = now });
        batch.Database.Users.Add(administrator);
    }

    public async Task RemoveAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var administrator = await batch.Database.Users.WithEmail(EmailOf(batch.Services)).FirstOrDefaultAsync(cancellationToken);
        if (administrator is null) return;

        administrator.HashedPassword = HashOfPassword(batch);
        await batch.Database.UserSessions.Where(session => session.UserId == administrator.Id).ExecuteDeleteAsync(cancellationToken);
        await batch.SaveAsync(cancellationToken);
    }

    private static string EmailOf(SeedServices services) => services.Configuration["Seed:Admin:Email"] ?? DevelopmentCredentials.AdminEmail;

    private static string HashOfPassword(SeedBatch batch)
    {
        var password = SeedPassword.Configured(batch.Services, PasswordSetting, "an administrator");
        if (password is null && !batch.Services.IsDevelopment)
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"No administrator exists yet and {PasswordSetting} is not set: give the first one a password as a secret (environment variable Seed__Admin__Password).");
        }

        if (password is null)
        {
            password = SeedPassword.Generate();
            batch.FirstAdministrator = new GeneratedSignIn(EmailOf(batch.Services), password);
        }

        return new PasswordHashing().Hash(password);
    }
}
