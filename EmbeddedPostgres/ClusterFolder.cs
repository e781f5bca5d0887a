using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>The files of one cluster: data, password, port, settings, log, lock.</summary>
internal sealed class ClusterFolder(string root)
{
    // The kernel's limit for a socket's path is 108 bytes on Linux and 104 on macOS.
    private const int LongestSocketPath = 100;

    public string Root => root;

    public string Data => Path.Combine(root, "data");

    /// <summary>initdb works here; only a finished cluster is renamed to <see cref="Data"/>.</summary>
    public string Unfinished => Path.Combine(root, "data.unfinished");

    public string PasswordFile => Path.Combine(root, "password");

    public string PortFile => Path.Combine(root, "port");

    public string SettingsFile => Path.Combine(root, "server.conf");

    public string LogFile => Path.Combine(root, "server.log");

    public string LockFile => Path.Combine(root, "host.lock");

    public string PostmasterFile => Path.Combine(Data, "postmaster.pid");

    /// <summary>Where the Unix socket goes: this folder, or nowhere when its path would be too long.</summary>
    public string SocketFolder =>
        !OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(root) + "/.s.PGSQL.65535".Length <= LongestSocketPath ? root : "";

    /// <summary>The major version that created the data; null where there is none yet.</summary>
    public int? DataMajor =>
        Path.Combine(Data, "PG_VERSION") is var file && File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;

    /// <summary>Creates the folder for <paramref name="account"/>, elsewhere than wished if that user may not enter there.</summary>
    public static async Task<ClusterFolder> PrepareAsync(string wished, ServerAccount account, Action<string> announce, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(wished);
        await CreateAsync(folder, account, cancellationToken);
        if (await account.CanEnterAsync(folder, cancellationToken))
            return new ClusterFolder(folder);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];
        var instead = Path.Combine("/var/tmp", $"tradingplatform-{hash}");
        announce($"The user {account.User}, who runs PostgreSQL for root, may not enter {folder}: the database's files are in {instead}.");
        await CreateAsync(instead, account, cancellationToken);
        return new ClusterFolder(instead);
    }

    /// <summary>The password of the superuser, generated once and readable by the server's user alone.</summary>
    public async Task<string> PasswordAsync(ServerAccount account, CancellationToken cancellationToken)
    {
        if (File.Exists(PasswordFile) && (await File.ReadAllTextAsync(PasswordFile, cancellationToken)).Trim() is { Length: > 0 } kept)
            return kept;

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(PasswordFile, options))
            await writer.WriteLineAsync(password.AsMemory(), cancellationToken);
        await account.OwnAsync(PasswordFile, cancellationToken);
        return password;
    }

    /// <summary>Removes everything but the lock, which is held.</summary>
    public void Clear()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root))
            Directory.Delete(folder, recursive: true);
        foreach (var file in new[] { PasswordFile, PortFile, SettingsFile, LogFile })
            File.Delete(file);
    }

    private static async Task CreateAsync(string folder, ServerAccount account, CancellationToken cancellationToken)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                CreatePrivately(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, ".writable"), "", cancellationToken);
            File.Delete(Path.Combine(folder, ".writable"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedServerException(
                $"The database's folder {folder} cannot be written: {exception.Message.TrimEnd('.')}. Make it writable or choose another folder.", exception);
        }

        await account.OwnAsync(folder, cancellationToken);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void CreatePrivately(string folder)
    {
        if (Path.GetDirectoryName(folder) is { } parent)
            Directory.CreateDirectory(parent);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
