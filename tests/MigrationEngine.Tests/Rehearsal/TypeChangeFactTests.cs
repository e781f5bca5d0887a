using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Every change of a column's type between these types: what the lint says of it, held against what PostgreSQL does.</summary>
public abstract class TypeChangeFactTests(ObservedServer server)
{
    private static readonly string[] Types =
    [
        "smallint", "integer", "bigint", "numeric", "numeric(10,2)", "numeric(12,2)", "numeric(12,4)", "real", "double precision", "money",
        "text", "varchar", "varchar(20)", "varchar(40)", "char(10)", "char(20)", "name",
        "timestamp", "timestamp(0)", "timestamp(3)", "timestamptz", "timestamptz(0)", "timestamptz(3)", "date", "time", "time(0)", "time(3)", "timetz", "interval", "interval(3)",
        "json", "jsonb", "xml", "uuid", "bytea", "boolean", "inet", "cidr", "macaddr", "oid", "bit(8)", "varbit", "varbit(8)", "varbit(16)",
        "int[]", "bigint[]", "text[]", "varchar[]", "numeric(10,2)[]", "numeric[]", "varchar(20)[]", "varchar(40)[]",
    ];

    /// <summary>What there is no cast for is left out.</summary>
    private const string Changes =
        """
        CREATE FUNCTION pg_temp.changes(types text[]) RETURNS TABLE (old text, new text, rewrites boolean) LANGUAGE plpgsql AS $$
        DECLARE file oid;
        BEGIN
            FOREACH old IN ARRAY types LOOP
                EXECUTE format('CREATE TEMPORARY TABLE changed (c %s)', old);
                file := pg_relation_filenode('changed');
                FOREACH new IN ARRAY types LOOP
                    BEGIN
                        EXECUTE format('ALTER TABLE changed ALTER COLUMN c TYPE %s', new);
                        rewrites := file <> pg_relation_filenode('changed');
                        RAISE 'undo';
                    EXCEPTION
                        WHEN raise_exception THEN RETURN NEXT;
                        WHEN datatype_mismatch OR feature_not_supported THEN NULL;
                    END;
                END LOOP;
                DROP TABLE changed;
            END LOOP;
        END $$;
        """;

    protected async Task VerifyAsync()
    {
        await server.Connection.ExecuteAsync(Changes);
        await using var command = new NpgsqlCommand("SELECT old, new, rewrites FROM pg_temp.changes($1)", server.Connection)
        {
            CommandTimeout = 300,
            Parameters = { new() { Value = Types } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var wrong = new List<string>();
        var seen = 0;
        while (await reader.ReadAsync())
        {
            var (old, type, rewrites) = (reader.GetString(0), reader.GetString(1), reader.GetBoolean(2));
            seen++;
            if (TypeChange.Rewrites(old, type) is { } said && said != rewrites) wrong.Add($"{old} to {type}: PostgreSQL {(rewrites ? "rewrites" : "does not rewrite")}");
        }

        Assert.True(seen > 300, $"Only {seen} changes are possible.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}

public sealed class TypeChangeFactsOfTheSystemTests(SystemServer server) : TypeChangeFactTests(server), IClassFixture<SystemServer>
{
    [Fact]
    public Task EveryTypeChange_RewritesAsTheLintSays() => VerifyAsync();
}

public sealed class TypeChangeFactsOfNpmTests(NpmServer server) : TypeChangeFactTests(server), IClassFixture<NpmServer>
{
    [NpmFact]
    public Task EveryTypeChange_RewritesAsTheLintSays() => VerifyAsync();
}
