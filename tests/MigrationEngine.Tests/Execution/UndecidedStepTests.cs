using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class UndecidedStepTests
{
    private const string Calls = "SELECT count(*) FROM calls";

    [Theory]
    [InlineData("done", 1)]
    [InlineData("repeat", 2)]
    public async Task Up_WhenARunDiedInAStepWhoseEndNobodyKnows_AsksTheOperatorAndDoesWhatHeDecides(string decision, long calls)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<UndecidedContext>();
        await database.ExecuteAsync(
            """
            UPDATE migration.journal SET outcome = 'running', steps_done = 1, open_step = 'unknown', finished_at = NULL;
            DELETE FROM migration."__EFMigrationsHistory";
            """);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<UndecidedContext>());

        Assert.Equal(MigrationExitCode.Damaged, failure.ExitCode);
        Assert.Contains("CALL note()", failure.Message, StringComparison.Ordinal);
        var last = (await database.JournalAsync())[^1];
        Assert.Equal(OpenStep.Unknown, last.OpenStep);
        Assert.Contains($"WHERE id = {last.Id}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await database.ScalarAsync<long>(Calls));
        Assert.Equal(MigrationExitCode.Damaged, (await database.StatusAsync<UndecidedContext>()).ExitCode);

        await database.ExecuteAsync($"UPDATE migration.journal SET open_step = '{decision}' WHERE id = {last.Id}");
        await database.UpAsync<UndecidedContext>();

        Assert.Equal(calls, await database.ScalarAsync<long>(Calls));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<UndecidedContext>()).ExitCode);
    }

    [Fact]
    public async Task Up_WhenAProcedureFailsAfterItCommitted_IsNotRepeatedByItself()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE calls (id int); INSERT INTO calls VALUES (0)");
        await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<UndecidedContext>());
        await database.ExecuteAsync("DROP TABLE calls");
        await database.UpAsync<UndecidedContext>();
        await database.ExecuteAsync(
            """
            CREATE OR REPLACE PROCEDURE note() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO calls VALUES (2); COMMIT; PERFORM 1 / 0; END $$;
            UPDATE migration.journal SET outcome = 'failed', steps_done = 1, open_step = NULL, done_hash = NULL WHERE outcome = 'succeeded';
            DELETE FROM migration."__EFMigrationsHistory";
            """);

        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<UndecidedContext>());
        Assert.Equal(MigrationExitCode.MigrationFailed, failure.ExitCode);
        var again = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<UndecidedContext>());

        Assert.Equal(MigrationExitCode.Damaged, again.ExitCode);
        Assert.Equal(2L, await database.ScalarAsync<long>(Calls));
    }
}
