using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A schema with an object of every kind, changed and compared in a transaction that is rolled back.</summary>
public sealed class ComparedSchema : IAsyncLifetime
{
    private const string Schema =
        """
        CREATE EXTENSION citext;
        CREATE SCHEMA shop;
        CREATE TYPE shop.state AS ENUM ('new', 'done');
        CREATE DOMAIN shop.price AS numeric(10,2) CHECK (VALUE > 0);
        CREATE TYPE shop.pair AS (a int, b text);
        CREATE TYPE shop.span AS RANGE (subtype = int);
        CREATE SEQUENCE shop.numbers;
        CREATE TABLE shop.items (
            id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_items PRIMARY KEY,
            name varchar(100) NOT NULL, note varchar(100), state text DEFAULT 'new', price numeric(10,2), twice numeric GENERATED ALWAYS AS (price * 2) STORED,
            parent_id bigint CONSTRAINT fk_items_parent REFERENCES shop.items ON DELETE CASCADE,
            CONSTRAINT ux_items_name UNIQUE (name), CONSTRAINT ck_items_state CHECK (state IN ('new', 'done')),
            CONSTRAINT ex_items_name EXCLUDE USING btree (price WITH =));
        CREATE TABLE shop.events (at timestamptz NOT NULL, what text) PARTITION BY RANGE (at);
        CREATE TABLE shop.events_2026 PARTITION OF shop.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE TABLE shop.secrets (id int, owner_id int);
        CREATE INDEX ix_items_price ON shop.items (price DESC) WHERE price > 0;
        CREATE STATISTICS shop.st_items ON name, price FROM shop.items;
        CREATE VIEW shop.cheap AS SELECT id, name FROM shop.items WHERE price < 10;
        CREATE MATERIALIZED VIEW shop.totals AS SELECT count(*) AS n FROM shop.items;
        CREATE FUNCTION shop.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$;
        CREATE PROCEDURE shop.clean(int) LANGUAGE sql AS 'DELETE FROM shop.items WHERE id = $1';
        CREATE TRIGGER tr_items BEFORE UPDATE ON shop.items FOR EACH ROW EXECUTE FUNCTION shop.touch();
        CREATE RULE keep AS ON DELETE TO shop.secrets DO INSTEAD NOTHING;
        ALTER TABLE shop.secrets ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON shop.secrets USING (owner_id = 1);
        COMMENT ON TABLE shop.items IS 'Things';
        """;

    private TestDatabase? _database;
    private NpgsqlConnection? _connection;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        _connection = await _database.ConnectAsync();
        await _connection.ExecuteAsync(Schema);
    }

    public async Task DisposeAsync()
    {
        await _connection!.DisposeAsync();
        await _database!.DisposeAsync();
    }

    /// <summary>The schema as it was against the schema after <paramref name="change"/>.</summary>
    public async Task<IReadOnlyList<SchemaDifference>> CompareAsync(string change, CatalogReaderOptions? options = null)
    {
        options ??= new CatalogReaderOptions();
        await using var transaction = await _connection!.BeginTransactionAsync();
        var before = await CatalogReader.ReadAsync(_connection, options, default);
        await _connection.ExecuteAsync(change);
        return SchemaComparer.Compare(before, await CatalogReader.ReadAsync(_connection, options, default));
    }
}
