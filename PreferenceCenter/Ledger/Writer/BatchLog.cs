using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>
/// The part of the log that a batch appends: its events with their evidence, the tree over them and the seal.
/// </summary>
internal sealed class BatchLog(WriteSet set, int slot, LogHead? found, IReadOnlyList<LogHead> others)
{
    private readonly List<CompletedSubtree> completed = [];
    private readonly LogHead head =
        found
        ?? new LogHead
        {
            Slot = slot,
            Frontier = [],
            HousePosition = -1,
        };
    private MerkleFrontier? frontier;

    private MerkleFrontier Frontier =>
        frontier ??= head.Frontier.Length == 0 ? new MerkleFrontier() : MerkleFrontier.Parse(head.Frontier);

    /// <summary>Appends an event of a subscriber, who is then the head of their own chain of events.</summary>
    public void Append(Subscriber person, ConsentEvent e, EvidenceCommitment commitment, int index)
    {
        var position = AddEvent(person.LedgerId, e, person.HeadSlot, person.HeadPosition, commitment, index);
        (person.HeadSlot, person.HeadPosition, person.LastSeq) = (slot, position, e.Seq);
    }

    /// <summary>Appends an administrative event, under the empty ledger id.</summary>
    public void AppendAdmin(EventKind kind, long aspect, long value, Act act, Evidence evidence)
    {
        var (e, commitment) = (
            new ConsentEvent(++head.HouseSeq, kind, aspect, value, 0, 0, act),
            new EvidenceCommitment(evidence, 1)
        );
        AddEvidence(commitment, 1);
        head.HousePosition = AddEvent(Guid.Empty, e, slot, head.HousePosition, commitment, 0);
    }

    /// <summary>Adds the evidence of the events that are appended next.</summary>
    public void AddEvidence(EvidenceCommitment commitment, int count) =>
        set.Evidence.Add(
            new EvidenceRow
            {
                Slot = slot,
                Position = Frontier.Size,
                Count = count,
                Salt = commitment.Salt,
                Content = commitment.Content,
            }
        );

    private long AddEvent(
        Guid ledgerId,
        ConsentEvent e,
        int prevSlot,
        long prevPosition,
        EvidenceCommitment commitment,
        int index
    )
    {
        var row = new LedgerEventRow
        {
            Slot = slot,
            Position = Frontier.Size,
            LedgerId = ledgerId,
            Seq = e.Seq,
            Kind = e.Kind,
            Aspect = e.Aspect,
            Value = e.Value,
            Before = e.Before,
            Refers = e.Refers,
            Channel = e.Act.Channel,
            ActorKind = e.Act.Actor.Kind,
            ActorId = e.Act.Actor.Id,
            Basis = e.Basis,
            Controller = e.Controller,
            Notice = e.Notice,
            // Rounded to the microsecond, as it is stored and sealed.
            At = Instant.FromMicroseconds(Instant.ToMicroseconds(e.Act.At)),
            PrevSlot = prevPosition < 0 ? -1 : prevSlot,
            PrevPosition = prevPosition,
            Commitment = commitment.CommitmentOf(index),
        };
        set.Events.Add(row);
        Span<byte> bytes = stackalloc byte[EventBytes.Length];
        EventBytes.Write(row, bytes);
        Frontier.Append(MerkleTree.LeafHash(bytes), completed);
        return row.Position;
    }

    /// <summary>Seals what was appended, if anything was.</summary>
    public void Seal()
    {
        if (set.Events.Count == 0)
            return;
        foreach (var node in completed)
            set.Nodes.Add(
                new LogNode
                {
                    Slot = slot,
                    Level = node.Level,
                    Index = node.Index,
                    Hash = node.Hash.ToArray(),
                }
            );
        head.Batch++;
        head.Frontier = Frontier.ToBytes();
        set.Head = head;
        set.Seal = new SealRow
        {
            Slot = slot,
            Batch = head.Batch,
            Size = Frontier.Size,
            Root = Frontier.Root().ToArray(),
            Others = OtherRoots.Of(others),
        };
    }
}
