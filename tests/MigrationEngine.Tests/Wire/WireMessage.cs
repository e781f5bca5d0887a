using System.Buffers.Binary;
using System.Net.Sockets;

namespace TradingPlatform.MigrationEngine.Tests.Wire;

/// <summary>One message of PostgreSQL's protocol as it stood on the wire. The first ones of a client have no type.</summary>
/// <param name="Type">The type; '\0' for the client's first ones.</param>
/// <param name="Bytes">All of it, type and length included.</param>
internal sealed record WireMessage(char Type, byte[] Bytes)
{
    /// <summary>What comes after the length.</summary>
    public ReadOnlySpan<byte> Body => Bytes.AsSpan(Type == '\0' ? 4 : 5);

    /// <summary>A message of the server's or the client's.</summary>
    public static WireMessage Of(char type, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[body.Length + 5];
        bytes[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), body.Length + 4);
        body.CopyTo(bytes.AsSpan(5));
        return new WireMessage(type, bytes);
    }

    /// <summary>The next message; null at the end of the stream, however it ended.</summary>
    public static async Task<WireMessage?> ReadAsync(NetworkStream stream, bool typed, CancellationToken cancellationToken)
    {
        var header = new byte[typed ? 5 : 4];
        try
        {
            await stream.ReadExactlyAsync(header, cancellationToken);
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(typed ? 1 : 0));
            var bytes = new byte[length + (typed ? 1 : 0)];
            header.CopyTo(bytes, 0);
            await stream.ReadExactlyAsync(bytes.AsMemory(header.Length), cancellationToken);
            return new WireMessage(typed ? (char)header[0] : '\0', bytes);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return null;
        }
    }
}
