using System.Diagnostics;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>
/// The operating-system user that runs PostgreSQL: this process's own, except that postgres refuses to run as root, so root hands
/// its commands and the server's folder to an unprivileged user.
/// </summary>
internal sealed class ServerAccount
{
    private readonly string? user;
    private readonly string[] prefix;

    private ServerAccount(string? user, string[] prefix)
    {
        this.user = user;
        this.prefix = prefix;
    }

    /// <summary>The unprivileged user's name; null when this process's own user runs the server.</summary>
    public string? User => user;

    public static async Task<ServerAccount> FindAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerAccount(null, []);

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToList();
        var entry = known.Find(fields => fields[0] == "postgres") ?? known.Find(fields => fields[0] == "nobody")
            ?? throw new EmbeddedServerException(
                "PostgreSQL refuses to run as root and there is no user postgres or nobody to run it: run as another user, or create one of these.");
        string[][] ways =
        [
            ["setpriv", $"--reuid={entry[2]}", $"--regid={entry[3]}", "--init-groups"],
            ["runuser", "-u", entry[0], "--"],
            ["su", "-s", "/bin/sh", entry[0], "-c", "exec \"$@\"", "--", "sh"],
        ];
        foreach (var way in ways)
        {
            var account = new ServerAccount(entry[0], way);
            if (IsOnPath(way[0]) && (await account.RunAsync("/", "true", [], cancellationToken)).ExitCode == 0)
                return account;
        }

        throw new EmbeddedServerException(
            $"PostgreSQL refuses to run as root and none of setpriv, runuser and su could switch to {entry[0]}: run as a user other than root.");
    }

    /// <summary>The command line that runs <paramref name="program"/> as this user.</summary>
    public IReadOnlyList<string> CommandLine(string program, params IEnumerable<string> arguments) => [.. prefix, program, .. arguments];

    public Task<Command> RunAsync(string workingFolder, string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var line = CommandLine(program, arguments);
        var start = new ProcessStartInfo(line[0], line.Skip(1)) { WorkingDirectory = workingFolder };

        // The caller's PGDATA, PGPORT, PGHOST … would redirect the tools to another server; translated messages would hide reasons.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return Command.RunAsync(start, cancellationToken);
    }

    /// <summary>Gives a file or folder (not what is inside it) to this user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (user is null)
            return;
        var result = await Command.RunAsync(new ProcessStartInfo("chown", ["-h", user, path]), cancellationToken);
        if (result.ExitCode != 0)
            throw new EmbeddedServerException($"{path} cannot be given to the user {user}, who runs PostgreSQL: {result.LastLine}");
    }

    /// <summary>Whether this user may enter <paramref name="folder"/>, which depends on all its parents.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        user is null || (await RunAsync("/", "test", ["-x", folder], cancellationToken)).ExitCode == 0;

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
