namespace TradingPlatform.TradingApi.Tests;

/// <summary>
/// The rollouts of the platform's history, each with two builds of this API as processes, the one from before and the one from after, under load: no request
/// fails, whichever build answers it. Together they pass every contract migration there is.
/// </summary>
public sealed class RolloutTests
{
    public static TheoryData<string> NewBuilds => [.. Releases.All.Select(release => release.New)];

    [Theory]
    [MemberData(nameof(NewBuilds))]
    public async Task Release_UnderLoad_FromExpandToContract_FailsNoRequest(string newBuild)
    {
        var release = Releases.All.Single(release => release.New == newBuild);
        await using var rollout = await Rollout.BeginAsync(release);
        await using var old = rollout.Start(release.Old);
        rollout.Pool.Add(await Rollout.AddressAsync(old));
        await using var load = rollout.Load();
        await load.PassAsync(40);

        // Started too early it listens to nobody, and says what it waits for.
        await using var current = rollout.Start(release.New, ("SchemaGate__Wait", "00:05:00"));
        await current.WaitForLineAsync("run the MigrationService");
        await rollout.MigrateAsync(0, "up", release.Up);
        await load.PassAsync(40);
        await current.WaitForLineAsync("has not finished, and this build reads rows as it leaves them");
        await rollout.BackfillAsync();
        rollout.Pool.Add(await Rollout.AddressAsync(current));

        await rollout.Desk.UseAsync(release.OldWrites, release.NewWrites);
        await load.PassAsync(80);
        var refusal = await rollout.MigrateAsync(8, "complete", "--allow-data-loss");
        Assert.Contains($"(process {old.Id} on {Environment.MachineName}, built with {release.Before}", refusal, StringComparison.Ordinal);
        Assert.Empty(await rollout.AppliedAsync(release.Contracts));

        await rollout.Desk.UseAsync(release.NewWrites);
        await rollout.Pool.RemoveAsync(await Rollout.AddressAsync(old));
        old.CloseStandardInput();
        Assert.Equal(0, await old.WaitForExitAsync());
        // What programs of before wrote without the help of dual writes, after the backfills had finished, needs them again once those are gone.
        if (!release.IsInStep) await rollout.BackfillAsync();
        await rollout.MigrateAsync(release.IsLast ? 0 : 8, "complete", "--allow-data-loss");
        Assert.Equal(release.Contracts, await rollout.AppliedAsync(release.Contracts));
        await load.PassAsync(80);
        Assert.Empty(load.Failures);

        await using var late = rollout.Start(release.Old, ("SchemaGate__Wait", "01:00:00"));
        Assert.Equal(6, await late.WaitForExitAsync());
        Assert.Contains("took away", Assert.Single(late.Lines), StringComparison.Ordinal);
    }
}
