namespace TradingPlatform.Data;

/// <summary>A person who may sign in. Stored in <c>identity.users</c>.</summary>
public sealed class User
{
    /// <summary>Internal key.</summary>
    public UserId Id { get; init; } = UserId.New();

    /// <summary>The id that URLs show: <c>usr_</c> and 12 hex digits.</summary>
    public string PublicId { get; init; } = Data.PublicId.New("usr");

    /// <summary>Address, as typed. Unique without regard to case: compare <c>lower(email)</c>, which is indexed.</summary>
    public required string Email { get; set; }

    /// <summary>The password as the password hasher writes it (PBKDF2 with its parameters). Never leaves the server.</summary>
    public required string HashedPassword { get; set; }

    /// <summary>The name shown to others.</summary>
    public required string Name { get; set; }

    /// <summary>False: may not sign in. Default true.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>May use the AdminApi. Default false.</summary>
    public bool IsAdmin { get; set; }

    /// <summary>The last successful sign-in, if any.</summary>
    public DateTimeOffset? LastLoginAt { get; set; }

    /// <summary>When the account was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the account was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): a save fails if somebody else saved in between.</summary>
    public uint Version { get; private set; }
}
