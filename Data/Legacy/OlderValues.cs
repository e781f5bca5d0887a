namespace TradingPlatform.Data;

/// <summary>
/// SQL that reads what the older systems wrote, whatever type the column has. What cannot be read raises an error of data, which sets the row
/// aside with the reason; nothing is guessed.
/// </summary>
internal static class OlderValues
{
    // Days that the calendar has, of the years 1 to 9999, alone or at midnight. PostgreSQL before 16 has no cast that does not raise.
    private const string Day =
        @"^\s*(?!0000)(\d{4}-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))"
        + @"|(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)([T ]00:00(:00(\.0+)?)?)?\s*$";

    /// <summary>The id that a row with an integer for its key gets: the same at every try, and in every table that refers to it. A UUID of version 8.</summary>
    public static string Id(string table, string key) =>
        $"overlay(overlay(left({Digest(table, key)}, 32) PLACING '8' FROM 13 FOR 1) PLACING '8' FROM 17 FOR 1)::uuid";

    /// <summary>The public id of a user who had none.</summary>
    public static string PublicId(string table, string key) => $"'usr_' || left({Digest(table, key)}, 12)";

    /// <summary>A column that the table may lack, as text; null where it does.</summary>
    public static string Optional(string row, string column) => $"(to_jsonb({row}) ->> '{column}')";

    public static string IsDay(string column) => $"{column}::text ~ '{Day}'";

    /// <summary>A day as a date.</summary>
    public static string DayOf(string column) =>
        $"CASE WHEN {IsDay(column)} THEN left(btrim({column}::text), 10)::date ELSE ({column}::text || ' is not a day')::date END";

    public static string IsFlag(string column) => $"lower(btrim({column}::text)) IN ('true', 'false')";

    /// <summary>A flag as a boolean. PostgreSQL would also take 1, on and yes, of which nobody knows what they meant.</summary>
    public static string FlagOf(string column) =>
        $"CASE WHEN {IsFlag(column)} THEN lower(btrim({column}::text))::boolean ELSE ({column}::text || ' is neither true nor false')::boolean END";

    public static string IsNoNumber(string column) => $"{column}::text IN ('NaN', 'Infinity', '-Infinity')";

    /// <summary>A number as numeric. By way of its text: a cast of double precision keeps 15 digits of 17.</summary>
    public static string NumberOf(string column) => $"CASE WHEN {IsNoNumber(column)} THEN ({column}::text || ' is no number')::numeric ELSE {column}::text::numeric END";

    public static string IsOutOfYears(string moment) =>
        $"isfinite({moment}::timestamp) AND NOT {moment}::timestamp BETWEEN '0001-01-01' AND '9999-12-31 23:59:59.999999'";

    /// <summary>A moment; without a zone it is one in UTC, which is the session's.</summary>
    public static string MomentOf(string moment) =>
        $"CASE WHEN {IsOutOfYears(moment)} THEN ({moment}::text || ' is outside of the years 1 to 9999')::timestamptz ELSE {moment}::timestamptz END";

    /// <summary>A telephone number without what people write between its digits; null for none.</summary>
    public static string PhoneOf(string phone) => $@"nullif(regexp_replace({phone}, '[\s().-]', '', 'g'), '')";

    private static string Digest(string table, string key) => $"encode(sha256(convert_to('{OlderTables.Schema}.{table}/' || {key}, 'UTF8')), 'hex')";
}
