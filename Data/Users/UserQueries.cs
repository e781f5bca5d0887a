namespace TradingPlatform.Data;

/// <summary>Questions about users that more than one house asks.</summary>
public static class UserQueries
{
    /// <summary>The user with this e-mail address, compared as its unique index does: by lower(email).</summary>
    public static IQueryable<User> WithEmail(this IQueryable<User> users, string email)
    {
        var lowered = email.ToLowerInvariant();
#pragma warning disable CA1862 // Becomes lower(email), which is indexed; a StringComparison has no SQL.
        return users.Where(user => user.Email.ToLower() == lowered);
#pragma warning restore CA1862
    }
}
