namespace TradingPlatform.TradingApi.Tests;

/// <summary>The releases in which the platform's contract migrations came, with the statements of its programs at the time.</summary>
internal static class Releases
{
    private const string AddUserWithName = """
        INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin)
        VALUES (@id, @public_id, @email, @hash, @name, true, @is_admin)
        """;

    private const string AddTrade = """
        INSERT INTO execution.trades (trade_id, user_id, symbol, side, price, qty, executed_at) VALUES ('trade-' || @n, @user_id, 'ETHUSDT', 'buy', 2, 3, now())
        """;

    /// <summary>Reset tokens move to a table of their own; the audit log comes.</summary>
    public static Release ResetTokens { get; } = new()
    {
        Old = "TradingApiAt13",
        New = "TradingApiAt19",
        Before = "20260101000013_MergeMarketTypeAndResetTokens",
        Up = "+5",
        Contracts = ["20260101000015_ResetTokensContract"],
        Backfills = ["reset-tokens-to-password-resets"],
        IsInStep = true,
        AddUser = AddUserWithName,
        AddRows = """
            INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin, reset_token, reset_token_expires)
            SELECT gen_random_uuid(), 'usr_' || lpad(n::text, 12, '0'), n || '@example.com', 'hash', 'Forgetful', true, false, 'token of before ' || n, now() + interval '1 day'
            FROM generate_series(1, 500) n
            """,
        OldWrites =
        [
            AddTrade,
            "UPDATE identity.users SET reset_token = 'old ' || @n, reset_token_expires = now() + interval '1 hour' WHERE id = @user_id",
            "UPDATE identity.users SET reset_token = NULL, reset_token_expires = NULL WHERE id = @user_id AND reset_token = 'old ' || @n",
        ],
        NewWrites =
        [
            AddTrade,
            """
            INSERT INTO identity.password_resets (id, user_id, token_hash, expires_at)
            VALUES (gen_random_uuid(), @user_id, sha256(('new ' || @n)::bytea), now() + interval '1 hour')
            """,
            "UPDATE identity.password_resets SET used_at = now() WHERE token_hash = sha256(('new ' || @n)::bytea)",
            "INSERT INTO audit.audit_log (action, actor_user_id) VALUES ('password_reset', @user_id)",
        ],
    };

    /// <summary>Entries of the audit log say what they are about; administrators become roles; users get display_name and status.</summary>
    public static Release UserProfile { get; } = new()
    {
        Old = "TradingApiAt19",
        New = "TradingApiAt35",
        Before = "20260101000019_AuditLog",
        Up = "+5",
        Contracts = ["20260101000021_AuditLogEventsContract", "20260101000034_RbacContract", "20260101000035_UserProfileContract"],
        Backfills = ["audit-log-events", "admins-to-user-roles", "user-profile"],
        AddUser = AddUserWithName,
        AddRows = """
            INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin)
            SELECT gen_random_uuid(), 'usr_' || lpad(n::text, 12, '0'), n || '@example.com', 'hash', 'User ' || n, n % 5 <> 0, n % 7 = 0 FROM generate_series(1, 500) n;
            INSERT INTO audit.audit_log (action, details) SELECT 'cancel_order', jsonb_build_object('order', n) FROM generate_series(1, 500) n
            """,
        OldWrites =
        [
            AddTrade,
            "INSERT INTO audit.audit_log (action, actor_user_id) VALUES ('place_order', @user_id)",
            """
            INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin)
            VALUES (gen_random_uuid(), 'usr_a' || lpad(@n, 11, '0'), 'old-' || @n || '@example.com', 'hash', 'Old', true, true)
            """,
            "UPDATE identity.users SET name = 'Renamed', is_active = false, is_admin = false WHERE email = 'old-' || @n || '@example.com'",
        ],
        NewWrites =
        [
            AddTrade,
            "INSERT INTO audit.audit_log (action, actor_user_id, event_type, resource_type, outcome) VALUES ('place_order', @user_id, 'action', 'order', 'success')",
            """
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
            VALUES (gen_random_uuid(), 'usr_b' || lpad(@n, 11, '0'), 'new-' || @n || '@example.com', 'hash', 'New', 'active')
            """,
            "INSERT INTO identity.user_roles (user_id, role) SELECT id, 'admin' FROM identity.users WHERE email = 'new-' || @n || '@example.com'",
            "UPDATE identity.users SET display_name = 'Renamed', status = 'suspended' WHERE email = 'new-' || @n || '@example.com'",
        ],
    };

    /// <summary>Orders are ranked and spelled one way, positions get owners, trades become a ledger, connections and tags are unique in a wider sense.</summary>
    public static Release Ledger { get; } = new()
    {
        Old = "TradingApiAt35",
        New = "TradingApi",
        Before = "20260101000035_UserProfileContract",
        Up = "head",
        IsLast = true,
        Contracts =
        [
            "20260101000038_PositionOwnersContract", "20260101000040_RealizedPnlNotNull", "20260101000043_BrokerConnectionUniquenessContract",
            "20260101000044_TagOwnershipContract", "20260101000046_OrderConflictColumnsContract",
        ],
        Backfills = ["orders-canceled-spelling", "orders-conflict-columns", "orders-owners", "positions-owners", "trades-strategies", "trades-realized-pnl"],
        AddUser = """
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status) VALUES (@id, @public_id, @email, @hash, @name, 'active');
            INSERT INTO identity.roles (name, description) VALUES ('admin', 'May do everything.') ON CONFLICT DO NOTHING;
            INSERT INTO identity.user_roles (user_id, role) SELECT @id, 'admin' WHERE @is_admin
            """,
        AddRows = """
            INSERT INTO execution.orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status)
            SELECT 'order of before ' || n, 'alpha_baseline', 'AAPL', 'buy', 1, 'market', 'day', CASE n % 3 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'filled' ELSE 'new' END
            FROM generate_series(1, 500) n;
            INSERT INTO execution.trades (trade_id, user_id, client_order_id, symbol, side, price, qty, pnl, executed_at)
            SELECT 'trade of before ' || n, (SELECT id FROM identity.users LIMIT 1), 'order of before ' || n, 'AAPL', 'buy', 1, 1, n, now() - interval '1 day'
            FROM generate_series(1, 500) n;
            INSERT INTO execution.positions (symbol, qty, avg_entry_price) SELECT 'SYM' || n, n, 1 FROM generate_series(1, 50) n
            """,
        OldWrites =
        [
            """
            INSERT INTO execution.orders (client_order_id, strategy_id, symbol, side, qty, order_type, time_in_force, status)
            VALUES ('old-' || @n, 'alpha_baseline', 'AAPL', 'buy', 3, 'market', 'day', 'new')
            """,
            "UPDATE execution.orders SET status = 'cancelled' WHERE client_order_id = 'old-' || @n AND status = 'new'",
            """
            INSERT INTO execution.trades (trade_id, user_id, client_order_id, symbol, side, price, qty, executed_at)
            VALUES ('trade-' || @n, @user_id, 'old-' || @n, 'ETHUSDT', 'buy', 2, 3, now())
            """,
            """
            INSERT INTO execution.positions (symbol, qty, avg_entry_price) VALUES ('OLD' || (@n::bigint % 5), 1, 1)
            ON CONFLICT (symbol) DO UPDATE SET qty = execution.positions.qty + 1
            """,
            """
            INSERT INTO trading.broker_connections (id, user_id, broker, status, is_valid, error_count) VALUES (gen_random_uuid(), @user_id, 'zerodha', 'connected', true, 0)
            ON CONFLICT (user_id) DO UPDATE SET error_count = trading.broker_connections.error_count + 1
            """,
            "INSERT INTO workspace.tags (id, user_id, name) VALUES (gen_random_uuid(), @user_id, 'tag ' || @n)",
        ],
        NewWrites =
        [
            """
            INSERT INTO execution.orders (client_order_id, user_id, strategy_id, symbol, side, qty, order_type, time_in_force, status)
            VALUES ('new-' || @n, @user_id, 'alpha_baseline', 'AAPL', 'buy', 3, 'market', 'day', 'new')
            """,
            "UPDATE execution.orders SET status = 'canceled', source_priority = 1 WHERE client_order_id = 'new-' || @n AND NOT is_terminal",
            """
            INSERT INTO execution.trades (trade_id, user_id, client_order_id, strategy_id, symbol, side, price, qty, realized_pnl, executed_at)
            VALUES ('trade-' || @n, @user_id, 'new-' || @n, 'alpha_baseline', 'ETHUSDT', 'buy', 2, 3, 0, now())
            """,
            """
            INSERT INTO trading.broker_connections (id, user_id, broker, status, is_valid, error_count) VALUES (gen_random_uuid(), @user_id, 'zerodha', 'connected', true, 0)
            ON CONFLICT (user_id, broker) DO UPDATE SET error_count = trading.broker_connections.error_count + 1
            """,
            """
            INSERT INTO workspace.tags (id, user_id, name) VALUES (gen_random_uuid(), @user_id, 'tag ' || @n)
            ON CONFLICT (user_id, name) DO UPDATE SET name = excluded.name
            """,
            """
            INSERT INTO execution.positions (user_id, symbol, qty, avg_entry_price) VALUES (@user_id, 'NEW-' || @n, 1, 1)
            ON CONFLICT (user_id, symbol) DO UPDATE SET qty = execution.positions.qty + 1
            """,
        ],
    };

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<Release> All => [ResetTokens, UserProfile, Ledger];
}
