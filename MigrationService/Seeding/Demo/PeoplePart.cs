using Microsoft.EntityFrameworkCore;
using TradingPlatform.Identity;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Users of every role and status, with their roles, sessions, password resets and API keys.</summary>
internal sealed class PeoplePart : DemoPart
{
    public const string PartName = "demo-people";

    // In Development the password is printed in the README: rounds that cost time protect nothing there, and the first sign-in renews the hash.
    private const int DevelopmentRounds = 1_000;

    public override string Name => PartName;

    public override IReadOnlyList<string> DependsOn => [AccessSeed.PartName];

    protected override string OwnPresenceSql => $"EXISTS (SELECT FROM identity.users WHERE id = '{DemoIds.Leaver.Value}')";

    protected override IReadOnlyList<(string Table, string Condition)> Rows =>
    [
        OfPeople("identity.api_keys"), OfPeople("identity.password_resets"), OfPeople("identity.user_sessions"), OfPeople("identity.user_roles"),
        OfPeople("identity.users", "id"),
    ];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var people = batch.Services.Demo.People;
        var hashing = batch.Services.IsDevelopment ? new PasswordHashing(DevelopmentRounds) : new PasswordHashing();
        var password = batch.Services.DemoPassword;
        foreach (var user in people.All) user.HashedPassword = hashing.Hash(password);

        await batch.CopyAsync(people.All, cancellationToken);
        await batch.CopyAsync(people.All.SelectMany(user => user.Roles), cancellationToken);

        // Being given a role has changed them, by the database's clock.
        foreach (var user in people.All)
            await batch.Database.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UpdatedAt, user.UpdatedAt), cancellationToken);

        await batch.CopyAsync(people.Sessions, cancellationToken);
        await batch.CopyAsync(people.Resets, cancellationToken);
        await batch.CopyAsync(people.ApiKeys, cancellationToken);
    }
}
