using System.Globalization;

namespace TradingPlatform.EmbeddedPostgres;

/// <summary>
/// Keeps two hosts off one cluster folder. The operating system releases the lock when its process ends, however it ends, so there is
/// nothing to clean up after a crash and no process id to guess about.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int LinuxAgain = 11;
    private const int MacAgain = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes the lock, or returns null when another process has it.</summary>
    public static FolderLock? TryTake(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(OwnerFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(stream);
        }
        catch (IOException exception) when (exception.HResult is LinuxAgain or MacAgain or WindowsSharingViolation)
        {
            return null;
        }
    }

    /// <summary>The process that has the lock, for people.</summary>
    public static string OwnerOf(string path) => File.Exists(OwnerFile(path)) ? "process " + File.ReadAllText(OwnerFile(path)) : "another process";

    /// <summary>Releases the lock and removes its files, for a lock that nobody takes twice.</summary>
    public static void Delete(FolderLock folderLock, string path)
    {
        File.Delete(OwnerFile(path));
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        folderLock.Dispose();
        File.Delete(path);
    }

    public void Dispose() => stream.Dispose();

    // Beside the lock: on Windows nobody else can read a file that is open for one process only.
    private static string OwnerFile(string path) => path + ".owner";
}
