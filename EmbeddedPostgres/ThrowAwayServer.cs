namespace TradingPlatform.EmbeddedPostgres;

/// <summary>Starts a server for one test process. Whatever ends that process, the server and its folder go too.</summary>
internal static class ThrowAwayServer
{
    private const string Prefix = "tp-test-";
    private const string LockSuffix = ".lock";

    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        var account = await ServerAccount.FindAsync(cancellationToken);
        var binaries = PostgresBinaries.Find(options.Search);
        await KeptServer.RequireRunnableAsync(binaries, account, cancellationToken);
        var parent = await account.CanEnterAsync(Path.GetTempPath(), cancellationToken) ? Path.GetTempPath() : "/var/tmp";
        await RemoveLeftoversAsync(parent, binaries, account, options, cancellationToken);

        var root = Path.Combine(parent, Prefix + Guid.CreateVersion7().ToString("N")[..24]);
        var folderLock = FolderLock.TryTake(root + LockSuffix) ?? throw new EmbeddedServerException($"{root}{LockSuffix} is taken by another process.");
        var folder = await ClusterFolder.PrepareAsync(root, account, options.Announce, cancellationToken);
        var cluster = new Cluster(folder, binaries, account, options, await folder.PasswordAsync(account, cancellationToken));
        var watchdog = Watchdog.Start(cluster);
        await cluster.CreateAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            cluster.Port = LoopbackPort.FindFree();
            try
            {
                await cluster.StartAsync(cancellationToken);
                break;
            }
            catch (EmbeddedServerException) when (attempt < 3 && !LoopbackPort.IsFree(cluster.Port))
            {
                // Another test process took the port between the look and the start.
            }
        }

        return new EmbeddedServer(cluster, new Removal(folder, folderLock, root + LockSuffix), watchdog, wasReused: false);
    }

    /// <summary>Removes servers whose process is gone: their lock can be taken.</summary>
    private static async Task RemoveLeftoversAsync(
        string parent, PostgresBinaries binaries, ServerAccount account, EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        foreach (var lockFile in Directory.EnumerateFiles(parent, Prefix + "*" + LockSuffix))
        {
            FolderLock? folderLock;
            try
            {
                folderLock = FolderLock.TryTake(lockFile);
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's.
                continue;
            }

            if (folderLock is null)
                continue;
            using (folderLock)
                await RemoveLeftoverAsync(new Cluster(new ClusterFolder(lockFile[..^LockSuffix.Length]), binaries, account, options, password: ""), folderLock, lockFile, cancellationToken);
        }
    }

    private static async Task RemoveLeftoverAsync(Cluster cluster, FolderLock folderLock, string lockFile, CancellationToken cancellationToken)
    {
        try
        {
            if (PostmasterFile.Read(cluster.Folder.PostmasterFile)?.IsAlive(cluster.Folder.Data) == true)
                await cluster.StopAsync(cancellationToken);
            new Removal(cluster.Folder, folderLock, lockFile).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or EmbeddedServerException)
        {
            // The watchdog of the process that has just ended removes the same server at this moment. What it should leave, the next start removes.
        }
    }

    private sealed class Removal(ClusterFolder folder, FolderLock folderLock, string lockFile) : IDisposable
    {
        public void Dispose()
        {
            if (Directory.Exists(folder.Root))
                Directory.Delete(folder.Root, recursive: true);
            FolderLock.Delete(folderLock, lockFile);
        }
    }
}
