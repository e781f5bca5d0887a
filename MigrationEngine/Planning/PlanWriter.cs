using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>The form of <see cref="WrittenPlans"/>, written. <see cref="PlanReader"/> reads it.</summary>
internal sealed class PlanWriter(Stream stream) : IDisposable
{
    /// <summary>At the beginning and at the end, so that a file that was cut off is not taken for a whole one.</summary>
    internal const uint Mark = 0x316E_6C50;

    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);

    public void Dispose() => _writer.Dispose();

    public void WriteHeader(string key, int count)
    {
        _writer.Write(Mark);
        _writer.Write(key);
        _writer.Write(count);
    }

    /// <summary>The plan after its length, by which a reader skips it.</summary>
    public void Write(PlannedMigration plan)
    {
        using var buffer = new MemoryStream();
        using (var body = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true)) WriteBody(body, plan);
        _writer.Write((byte)plan.Direction);
        _writer.Write(plan.Id);
        _writer.Write((int)buffer.Length);
        _writer.Write(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public void WriteEnd() => _writer.Write(Mark);

    private static void WriteBody(BinaryWriter body, PlannedMigration plan)
    {
        body.Write(plan.Id);
        body.Write((byte)plan.Direction);
        body.Write(plan.SqlHash);
        body.Write(plan.OperationsHash);
        body.Write(plan.IsAssured);
        var chain = StepChain.Of(plan);
        body.Write(chain.Count);
        foreach (var hash in chain) body.Write(hash);
        body.Write(plan.Steps.Count);
        foreach (var step in plan.Steps)
        {
            body.Write(step.IsTransactional);
            body.Write(step.Statements.Count);
            foreach (var statement in step.Statements) body.Write(statement);
            body.Write(step.Locks.Count);
            foreach (var stepLock in step.Locks)
            {
                body.Write(stepLock.Relation);
                body.Write((byte)stepLock.Lock);
                body.Write(stepLock.IsTableOfIndex);
                body.Write(stepLock.ReachesReferenced);
            }
        }

        body.Write(plan.Exemptions.Count);
        foreach (var exemption in plan.Exemptions)
        {
            body.Write(exemption.Rule);
            body.Write(exemption.Reason);
        }

        body.Write(plan.Losses.Count);
        foreach (var loss in plan.Losses)
        {
            body.Write((byte)loss.Kind);
            WriteOptional(body, loss.Schema, loss.Table, loss.Column, loss.OldType, loss.NewType, loss.Sql);
        }

        body.Write(plan.Touches.Count);
        foreach (var touched in plan.Touches) WriteOptional(body, touched.Schema, touched.Table, touched.Column);
    }

    private static void WriteOptional(BinaryWriter body, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            body.Write(text is not null);
            if (text is not null) body.Write(text);
        }
    }
}
