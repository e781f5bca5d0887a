using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Refuses a connection that cannot work, or must not be used here, before the service starts. Never repeats the string itself.
/// </summary>
internal sealed class PostgresOptionsValidator(string connectionName, IHostEnvironment environment) : IValidateOptions<PostgresOptions>
{
    private static readonly HashSet<string> DevelopmentPasswords =
        new(StringComparer.OrdinalIgnoreCase) { "postgres", "password", "admin", "changeme", "secret", "development", "tradingdb" };

    private string Hint => $"set ConnectionStrings__{connectionName} to Host=...;Database=...;Username=...;Password=....";

    public ValidateOptionsResult Validate(string? name, PostgresOptions options)
    {
        if (name != connectionName)
            return ValidateOptionsResult.Skip;

        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Fail($"There is no connection string '{connectionName}': {Hint}");

        if (PostgresConnectionString.TryParse(options.ConnectionString) is not { } parsed)
            return ValidateOptionsResult.Fail($"The connection string '{connectionName}' is not one that PostgreSQL understands: {Hint}");

        if (string.IsNullOrWhiteSpace(parsed.Host) || string.IsNullOrWhiteSpace(parsed.Database))
            return ValidateOptionsResult.Fail($"The connection string '{connectionName}' names no host or no database: {Hint}");

        return environment.IsProduction() ? ValidateForProduction(parsed) : ValidateOptionsResult.Success;
    }

    private ValidateOptionsResult ValidateForProduction(NpgsqlConnectionStringBuilder parsed)
    {
        if (parsed.IncludeErrorDetail)
            return ValidateOptionsResult.Fail(
                $"The connection string '{connectionName}' has Include Error Detail, "
                + "which writes stored values to the log: remove it in Production.");

        if (parsed.Password is { Length: > 0 } password
            && (DevelopmentPasswords.Contains(password) || password.Equals(parsed.Username, StringComparison.OrdinalIgnoreCase)))
        {
            return ValidateOptionsResult.Fail(
                $"The connection string '{connectionName}' has a development password: give the role a password of its own in Production.");
        }

        return ValidateOptionsResult.Success;
    }
}
