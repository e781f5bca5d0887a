using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.Testing;

/// <summary>Roles for the users of tests, in a database that nobody has seeded.</summary>
public static class AccessRows
{
    /// <summary>Adds the user with a role and, where they are missing, all roles and permissions of the platform. Leaves saving to the caller.</summary>
    public static async Task AddWithRoleAsync(this TradingDbContext database, User user, string role)
    {
        if (!await database.Roles.AnyAsync())
            database.AddRange(AccessCatalogue.NewRows());
        user.Roles.Add(new UserRole { UserId = user.Id, Role = role });
        database.Add(user);
    }
}
