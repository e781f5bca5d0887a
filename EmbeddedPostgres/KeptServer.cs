using System.Globalization;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>Starts the server whose data stays from run to run.</summary>
internal static class KeptServer
{
    private const int Attempts = 3;

    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        var account = await ServerAccount.FindAsync(cancellationToken);
        var folder = await ClusterFolder.PrepareAsync(options.Folder, account, options.Announce, cancellationToken);
        var folderLock = FolderLock.TryTake(folder.LockFile)
            ?? throw new EmbeddedServerException(
                $"The database in {folder.Root} is in use by {FolderLock.OwnerOf(folder.LockFile)}: stop that one first, or give this one a folder of its own.");
        try
        {
            var binaries = PostgresBinaries.Find(options.Search, options.Fresh ? null : folder.DataMajor);
            await RequireRunnableAsync(binaries, account, cancellationToken);
            var (cluster, reused) = await StartAsync(options, account, folder, binaries, cancellationToken);
            return new EmbeddedServer(cluster, folderLock, watchdog: null, reused);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Fails when the unprivileged user cannot run what root found.</summary>
    public static async Task RequireRunnableAsync(PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        if (account.User is null || (await account.RunAsync("/", binaries.Tool("postgres"), ["--version"], cancellationToken)).ExitCode == 0)
            return;
        throw new EmbeddedServerException(
            $"The user {account.User}, who runs PostgreSQL for root, cannot run {binaries.Tool("postgres")}: a parent folder is closed to it. "
            + "Install PostgreSQL system-wide, move the repository to an open folder, or run as a user other than root.");
    }

    private static async Task<(Cluster Cluster, bool Reused)> StartAsync(
        EmbeddedServerOptions options, ServerAccount account, ClusterFolder folder, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        var cluster = new Cluster(folder, binaries, account, options, await folder.PasswordAsync(account, cancellationToken));
        var running = PostmasterFile.Read(folder.PostmasterFile);
        if (running is not null && !running.IsAlive(folder.Data))
        {
            File.Delete(folder.PostmasterFile);
            running = null;
        }

        if (options.Fresh)
        {
            if (running is not null)
                await cluster.StopAsync(cancellationToken);
            folder.Clear();
            cluster = new Cluster(folder, binaries, account, options, await folder.PasswordAsync(account, cancellationToken));
        }
        else if (running is not null)
        {
            await TakeOverAsync(cluster, running, options, cancellationToken);
            return (cluster, true);
        }

        if (folder.DataMajor is { } major && major != binaries.Major)
        {
            throw new EmbeddedServerException(
                $"The data in {folder.Data} is of PostgreSQL {major}, and only {binaries.Major} was found ({binaries.Folder}): "
                + $"set POSTGRES_BIN to a PostgreSQL {major}, or drop the data with --fresh.");
        }

        if (folder.DataMajor is null)
            await cluster.CreateAsync(cancellationToken);
        await StartOnFreePortAsync(cluster, cancellationToken);
        return (cluster, false);
    }

    private static async Task TakeOverAsync(Cluster cluster, PostmasterFile running, EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        cluster.Port = running.Port;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.StartTimeout);
        while (!await cluster.AnswersAsync(cancellationToken))
        {
            // A server that is recovering or shutting down answers later, or ends.
            if (timeout.IsCancellationRequested || !running.IsAlive(cluster.Folder.Data))
            {
                throw new EmbeddedServerException(
                    $"A PostgreSQL server (process {running.ProcessId}) runs on {cluster.Folder.Data} but does not accept the password in "
                    + $"{cluster.Folder.PasswordFile}: stop it with pg_ctl stop, then start again.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        options.Announce($"PostgreSQL was still running from an earlier start (process {running.ProcessId}) and is used again.");
    }

    private static async Task StartOnFreePortAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var remembered = File.Exists(cluster.Folder.PortFile)
            && int.TryParse(await File.ReadAllTextAsync(cluster.Folder.PortFile, cancellationToken), CultureInfo.InvariantCulture, out var port)
                ? port
                : 0;
        for (var attempt = 1; ; attempt++)
        {
            cluster.Port = attempt == 1 && remembered > 0 && LoopbackPort.IsFree(remembered) ? remembered : LoopbackPort.FindFree();
            try
            {
                await cluster.StartAsync(cancellationToken);
                return;
            }
            catch (EmbeddedServerException) when (attempt < Attempts && !LoopbackPort.IsFree(cluster.Port))
            {
                // Somebody took the port between the look and the start: another one.
            }
        }
    }
}
