using System.Buffers.Binary;
using System.Text;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// Rows in the binary format of COPY (PostgreSQL's documentation, "COPY", "Binary Format"). The driver's own importer asks for a
/// type's converter at each value; here the caller's code is the type. A buffer is cleared and filled again, and so keeps its size.
/// </summary>
/// <param name="capacity">The bytes that are expected; more make it grow.</param>
internal sealed class CopyBuffer(int capacity)
{
    private const int FractionDigits = 4;
    private const int FlagsAndExtension = 8;
    private const byte JsonbVersion = 1;
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private byte[] _bytes = new byte[capacity];
    private int _length;

    private static ReadOnlySpan<byte> Signature => [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    /// <summary>What has been written since <see cref="Begin"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>The rows since <see cref="Begin"/>.</summary>
    public int Rows { get; private set; }

    /// <summary>PostgreSQL's clock: microseconds since 2000.</summary>
    public static long Microseconds(DateTimeOffset moment) => (moment.UtcDateTime - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Empties the buffer, for a new COPY.</summary>
    public void Begin()
    {
        _length = 0;
        Rows = 0;
        Signature.CopyTo(Take(Signature.Length));
        Take(FlagsAndExtension).Clear();
    }

    /// <summary>No row follows.</summary>
    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(2), -1);

    public void Row(int fields)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), (short)fields);
        Rows++;
    }

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Take(4), -1);

    public void Add(bool value)
    {
        var field = Field(1);
        field[0] = value ? (byte)1 : (byte)0;
    }

    public void Add(int value) => BinaryPrimitives.WriteInt32BigEndian(Field(4), value);

    public void Add(Guid value) => value.TryWriteBytes(Field(16), bigEndian: true, out _);

    public void Add(ReadOnlySpan<byte> text) => text.CopyTo(Field(text.Length));

    public void Add(string? text)
    {
        if (text is null) Null();
        else Encoding.UTF8.GetBytes(text, Field(Encoding.UTF8.GetByteCount(text)));
    }

    /// <summary>A timestamptz, or a time of the day: both are microseconds.</summary>
    public void AddTime(long microseconds) => BinaryPrimitives.WriteInt64BigEndian(Field(8), microseconds);

    /// <summary>A numeric: <paramref name="value"/> divided by 10,000 as often as <paramref name="groups"/> says.</summary>
    public void AddNumber(long value, int groups)
    {
        Span<ushort> digits = stackalloc ushort[5];
        var rest = (ulong)Math.Abs(value);
        var count = 0;
        for (; rest > 0; rest /= 10_000) digits[count++] = (ushort)(rest % 10_000);

        // Zeros at the end are not written; the weight says where the first digit stands.
        var last = 0;
        while (last < count && digits[last] == 0) last++;
        var field = Field(8 + (2 * (count - last)));
        BinaryPrimitives.WriteInt16BigEndian(field, (short)(count - last));
        BinaryPrimitives.WriteInt16BigEndian(field[2..], (short)(count == 0 ? 0 : count - 1 - groups));
        BinaryPrimitives.WriteUInt16BigEndian(field[4..], value < 0 ? (ushort)0x4000 : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(field[6..], (short)(groups * FractionDigits));
        for (var index = count - 1; index >= last; index--)
            BinaryPrimitives.WriteUInt16BigEndian(field[(8 + (2 * (count - 1 - index)))..], digits[index]);
    }

    /// <summary>A jsonb, which is its text behind a version.</summary>
    public void AddJson(string? json)
    {
        if (json is null)
        {
            Null();
            return;
        }

        var field = Field(1 + Encoding.UTF8.GetByteCount(json));
        field[0] = JsonbVersion;
        Encoding.UTF8.GetBytes(json, field[1..]);
    }

    /// <summary>A key that ends with a number of five digits.</summary>
    public void AddKey(ReadOnlySpan<byte> prefix, int number)
    {
        const int Digits = 5;
        var field = Field(prefix.Length + Digits);
        prefix.CopyTo(field);
        for (var index = field.Length - 1; index >= prefix.Length; index--, number /= 10) field[index] = (byte)('0' + (number % 10));
    }

    private Span<byte> Field(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), length);
        return Take(length);
    }

    private Span<byte> Take(int length)
    {
        if (_bytes.Length - _length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
