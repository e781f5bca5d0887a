using System.Buffers.Binary;
using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>Reads what <see cref="PlanWriter"/> wrote.</summary>
internal sealed class PlanReader : IDisposable
{
    private readonly byte[] _content;
    private readonly BinaryReader _reader;

    public PlanReader(byte[] content, int place)
    {
        _content = content;
        _reader = new BinaryReader(new MemoryStream(content, writable: false), Encoding.UTF8);
        _reader.BaseStream.Position = place;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Whether the file begins and ends as it was written.</summary>
    public bool IsComplete() =>
        _content.Length >= 2 * sizeof(uint)
        && BinaryPrimitives.ReadUInt32LittleEndian(_content) == PlanWriter.Mark
        && BinaryPrimitives.ReadUInt32LittleEndian(_content.AsSpan(_content.Length - sizeof(uint))) == PlanWriter.Mark;

    /// <summary>Whom the plans belong to.</summary>
    public string ReadKey()
    {
        _reader.BaseStream.Position = sizeof(uint);
        return _reader.ReadString();
    }

    public int ReadInt32() => _reader.ReadInt32();

    /// <summary>Goes past a plan and says where it begins.</summary>
    public (MigrationDirection Direction, string Id, int Place) SkipPlan()
    {
        var direction = (MigrationDirection)_reader.ReadByte();
        var id = _reader.ReadString();
        var length = _reader.ReadInt32();
        var place = (int)_reader.BaseStream.Position;
        _reader.BaseStream.Position += length;
        return (direction, id, place);
    }

    public PlannedMigration ReadPlan()
    {
        var id = _reader.ReadString();
        var direction = (MigrationDirection)_reader.ReadByte();
        var sqlHash = _reader.ReadString();
        var operationsHash = _reader.ReadString();
        var isAssured = _reader.ReadBoolean();
        var chain = Many(_reader.ReadString);
        var steps = Many(() => new MigrationStep(_reader.ReadBoolean(), Many(_reader.ReadString)) { Locks = Many(ReadLock) });
        var exemptions = Many(() => new PlannedExemption(_reader.ReadString(), _reader.ReadString()));
        var losses = Many(() => new PotentialLoss(
            (PotentialLossKind)_reader.ReadByte(), ReadOptional(), ReadOptional(), ReadOptional(), ReadOptional(), ReadOptional(), ReadOptional()));
        var touches = Many(() => new TouchedObject(ReadOptional(), ReadOptional(), ReadOptional()));
        return new PlannedMigration(id, direction, steps, sqlHash, losses, operationsHash) { Exemptions = exemptions, IsAssured = isAssured, WrittenChain = chain, Touches = touches };
    }

    private StepLock ReadLock() => new(_reader.ReadString(), (TableLock)_reader.ReadByte(), _reader.ReadBoolean(), _reader.ReadBoolean());

    private T[] Many<T>(Func<T> one)
    {
        var items = new T[_reader.ReadInt32()];
        for (var index = 0; index < items.Length; index++) items[index] = one();
        return items;
    }

    private string? ReadOptional() => _reader.ReadBoolean() ? _reader.ReadString() : null;
}
