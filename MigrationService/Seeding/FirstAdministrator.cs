using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// Every environment needs one administrator to begin with. Configuration: <c>Seed:Admin:Email</c> (default admin@example.com) and
/// <c>Seed:Admin:Password</c>, a secret of at least 12 characters, read only while no active administrator exists. In Development the
/// password defaults to <see cref="DevelopmentCredentials.Password"/>; elsewhere its absence stops the run.
/// </summary>
internal sealed class FirstAdministrator(
    IConfiguration configuration, bool isDevelopment, PasswordHashing passwords, TimeProvider time) : ISeeder
{
    /// <summary><see cref="ISeeder.IsPresentSql"/>, for who asks without making a seeder.</summary>
    public const string PresentSql =
        "EXISTS (SELECT FROM identity.users u WHERE u.status = 'active' AND EXISTS (SELECT FROM identity.user_roles WHERE user_id = u.id AND role = 'admin'))";

    private const int ShortestPassword = 12;

    public SeedProfile Profile => SeedProfile.Minimal;

    public string IsPresentSql => PresentSql;

    public async Task AddAsync(TradingDbContext database, CancellationToken cancellationToken)
    {
        var email = configuration["Seed:Admin:Email"] ?? DevelopmentCredentials.AdminEmail;
        if (await database.Users.WithEmail(email).AnyAsync(cancellationToken))
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"No active administrator exists and {email} already belongs to somebody who is none: set Seed:Admin:Email to another address.");
        }

        var now = time.GetUtcNow();
        var administrator = new User
        {
            Email = email,
            HashedPassword = passwords.Hash(Password()),
            DisplayName = "Administrator",
            CreatedAt = now,
            UpdatedAt = now,
        };
        administrator.Roles.Add(new UserRole { UserId = administrator.Id, Role = RoleNames.Admin, GrantedAt = now });
        database.Users.Add(administrator);
    }

    private string Password()
    {
        var password = configuration["Seed:Admin:Password"];
        if (string.IsNullOrEmpty(password) && isDevelopment)
            return DevelopmentCredentials.Password;

        if (string.IsNullOrEmpty(password))
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                "No administrator exists yet and Seed:Admin:Password is not set: give the first one a password as a secret (environment variable Seed__Admin__Password).");
        }

        if (password.Length < ShortestPassword || (!isDevelopment && password == DevelopmentCredentials.Password))
        {
            throw new MigrationException(
                MigrationExitCode.SeedFailed,
                $"Seed:Admin:Password is not fit for an administrator: use at least {ShortestPassword} characters that are not the development password.");
        }

        return password;
    }
}
