using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Copies the reset tokens that can still be redeemed to identity.password_resets, as SHA-256. Users keep theirs: an older application redeems it there.</summary>
internal sealed class ResetTokensToPasswordResets : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "reset-tokens-to-password-resets";

    /// <inheritdoc/>
    public override string After => "20260101000014_ResetTokensToPasswordResets";

    /// <inheritdoc/>
    public override string Schema => Schemas.Identity;

    /// <inheritdoc/>
    public override string Table => "users";

    /// <inheritdoc/>
    public override string Rows =>
        """
        reset_token IS NOT NULL AND reset_token_expires > now() AND NOT EXISTS (
            SELECT FROM identity.password_resets WHERE token_hash = sha256(convert_to(reset_token, 'UTF8')))
        """;

    /// <inheritdoc/>
    public override string Statement =>
        """
        INSERT INTO identity.password_resets (id, user_id, token_hash, expires_at)
        SELECT gen_random_uuid(), id, sha256(convert_to(reset_token, 'UTF8')), reset_token_expires FROM batch
        ON CONFLICT (token_hash) DO NOTHING
        """;
}
