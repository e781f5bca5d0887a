using System.Net.Sockets;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Puts a failure to reach or use a database into one sentence with a remedy; a password never appears in it.</summary>
public static class DatabaseFailure
{
    /// <summary>The sentence for <paramref name="exception"/>.</summary>
    /// <param name="exception">What the driver threw.</param>
    /// <param name="connectionString">Where it was trying to connect; null where unknown.</param>
    public static string Describe(NpgsqlException exception, string? connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var server = connectionString is null ? "the configured address" : ServerAddress.Of(target);
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"PostgreSQL at {server} refused the user '{target.Username}': check the user and the password in the connection string.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"There is no database '{target.Database}' on {server}: create it, or correct the name in the connection string.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
                $"PostgreSQL at {server} has no free connection: close some, or raise max_connections.",
            PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } =>
                $"PostgreSQL at {server} is starting up or shutting down: try again in a moment.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
                $"The user '{target.Username}' may not do this in '{target.Database}' on {server} ({refused.MessageText}): grant it the right, or use the owner of the database.",
            PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } =>
                $"PostgreSQL at {server} ended the connection: try again when the server is up.",
            PostgresException { SqlState: PostgresErrorCodes.ProtocolViolation } refused =>
                $"What answers at {server} did not understand the connection ({refused.MessageText}): a pooler such as PgBouncer refuses settings in the connection string; give the address of PostgreSQL itself, or leave the setting out.",
            PostgresException other => $"PostgreSQL at {server} answered: {other.MessageText} ({other.SqlState}).",
            { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
                $"There is no host called '{target.Host}': check the host in the connection string.",
            { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } =>
                $"Nothing listens at {server}: start PostgreSQL, or correct the host and the port in the connection string.",
            { InnerException: TimeoutException or SocketException { SocketErrorCode: SocketError.TimedOut } } =>
                $"PostgreSQL at {server} did not answer in time: check the network and that the server is up.",
            _ when target.Host is not null && string.IsNullOrEmpty(target.Password) =>
                $"The connection to PostgreSQL at {server} failed: check that the server is up, and whether it asks for a password, which the connection string lacks.",
            _ => $"The connection to PostgreSQL at {server} failed: check that the server is up and that the connection string fits it.",
        };
    }
}
