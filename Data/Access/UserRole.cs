namespace TradingPlatform.Data;

/// <summary>
/// That a user has a role. <c>identity.user_roles</c>. Each change raises the user's <see cref="User.SessionVersion"/> by a trigger, which ends
/// the sessions that began before.
/// </summary>
public sealed class UserRole
{
    /// <summary>Who has it.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The role (<see cref="Data.Role.Name"/>).</summary>
    public required string Role { get; init; }

    /// <summary>Who gave it; null: the platform itself, or somebody who is gone.</summary>
    public UserId? GrantedBy { get; init; }

    /// <summary>Since when; the database's clock unless set.</summary>
    public DateTimeOffset GrantedAt { get; init; }
}
