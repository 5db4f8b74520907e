using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Tests.Ledger.Log;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests the program against docs/ledger.md, which defines the bytes of an event. Another program made the test
/// vectors.
/// </summary>
[Trait("Requirement", "CON-17")]
public sealed partial class EventVectorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Ledger");
    private static readonly JsonElement Vectors = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(Folder, "event-vectors.json")))
        .RootElement;

    [Fact]
    public void Bytes_commitments_leaves_and_roots_are_those_of_the_vectors()
    {
        var frontier = new MerkleFrontier();
        var seals = Vectors.GetProperty("seals").EnumerateArray().ToArray();
        Assert.Equal(seals.Length, Vectors.GetProperty("changes").GetArrayLength());
        foreach (var (change, seal) in Vectors.GetProperty("changes").EnumerateArray().Zip(seals))
        {
            var evidence = Encoding.UTF8.GetBytes(change.Text("evidence"));
            var index = 0;
            foreach (var vector in change.GetProperty("events").EnumerateArray())
            {
                var commitment = new byte[32];
                Evidence.Commit(change.Bytes("salt"), index++, evidence, commitment);
                Assert.Equal(vector.Bytes("commitment"), commitment);

                var e = Row(vector);
                var bytes = new byte[EventBytes.Length];
                EventBytes.Write(e, bytes);
                Assert.Equal(vector.Text("bytes"), Convert.ToHexStringLower(bytes));
                Assert.Equal(vector.Hash("leaf"), MerkleTree.LeafHash(bytes));
                frontier.Append(MerkleTree.LeafHash(bytes));
                Assert.Equivalent(e, EventBytes.Read(bytes, 0, e.Position), strict: true);
            }
            Assert.Equal((seal.Number("size"), seal.Hash("root")), (frontier.Size, frontier.Root()));
        }
    }

    [Fact]
    public void Evidence_is_written_as_in_the_vectors() =>
        Assert.All(
            Vectors.GetProperty("changes").EnumerateArray(),
            change =>
                Assert.Equal(
                    change.Text("evidence"),
                    Encoding.UTF8.GetString(Evidence.Parse(Encoding.UTF8.GetBytes(change.Text("evidence")))!.ToBytes())
                )
        );

    // Sealed bytes must stay readable by every version of the program.
    [Fact]
    public void Numbers_that_are_sealed_never_change()
    {
        Assert.Equal(
            "Granted=1 Asserted=2 Requested=3 Confirmed=4 Rejected=5 Withdrawn=6 Repeated=7 Restored=8 Changed=9 Stopped=10 Resumed=11 Suppressed=12 Released=13 ReasonGiven=14 "
                + "EvidenceErased=15 Corrected=16 Erased=17 AddressChanged=18 Merged=19 TopicMerged=20 ActorNamed=64 ControllerNamed=65 CategoryChanged=66 TopicChanged=67 LinkKeyAdded=68 LinkKeyRevoked=69 MailRetried=70 JournalReplayed=71 LossAccepted=72 NoticePublished=73 FormChanged=74 RetentionRan=75 StaffAccountChanged=76 RequestChanged=77 ErasuresReplayed=78 RecipientChanged=79 RecipientAnswered=80 SuppressionKeyAdded=81 ProofRead=82 PersonalDataRead=83 SettingsChanged=84 TemplateChanged=85 TestMessageSent=86",
            Numbers<EventKind>()
        );
        Assert.Equal(
            "OneClick=1 UnsubscribePage=2 FooterPage=3 MailedPage=4 ConfirmLink=5 UndoLink=6 Import=7 Command=8 Api=9 Mailbox=10 Staff=11 System=12 Form=13 Identity=14",
            Numbers<Channel>()
        );
        Assert.Equal("Person=1 Operator=2 Staff=3 Sender=4 System=5", Numbers<ActorKind>());
        Assert.Equal("None=0 Consent=1 SoftOptIn=2", Numbers<LawfulBasis>());
        Assert.Equal("Off=0 Monthly=1 Weekly=2 Daily=3 Every=4", Numbers<Frequency>());
        Assert.Equal("Unknown=0 Denied=1 Granted=2", Numbers<TrackingConsent>());
        Assert.Equal("Unknown=0 Objected=1 Allowed=2", Numbers<Profiling>());
        Assert.Equal("None=0 Bounced=1 Complained=2 Erased=3 Moved=4 Asked=5 Restored=6", Numbers<SuppressionReason>());
        Assert.Equal("None=0 TooMany=1 NotRelevant=2 NeverAsked=3 Other=4", Numbers<LeaveReason>());
        Assert.Equal(
            (0L, -1L, -2L, -3L, -4L, -5L, -6L, -7L, -8L, -9L, -10L, -11L),
            (
                Aspect.Everything,
                Aspect.Tracking,
                Aspect.Profiling,
                Aspect.Pause,
                Aspect.Language,
                Aspect.Suppression,
                Aspect.Restriction,
                Aspect.Reason,
                Aspect.Evidence,
                Aspect.Name,
                Aspect.Address,
                Aspect.Merged
            )
        );
    }

    [Theory]
    [InlineData(139)]
    [InlineData(141)]
    [InlineData(0)]
    public void Other_lengths_are_no_event(int length) => Assert.Null(EventBytes.Read(new byte[length], 0, 0));

    [Fact]
    public void Another_version_is_no_event()
    {
        var bytes = Vectors.GetProperty("changes")[0].GetProperty("events")[0].Bytes("bytes");
        Assert.NotNull(EventBytes.Read(bytes, 0, 0));
        bytes[0] = 2;
        Assert.Null(EventBytes.Read(bytes, 0, 0));
    }

    [Fact]
    public async Task The_program_in_the_document_computes_the_same()
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
            Assert.Skip($"{Python} is not on this machine.");
        var document = await File.ReadAllTextAsync(
            Path.Combine(Folder, "ledger.md"),
            TestContext.Current.CancellationToken
        );
        using var process = Process.Start(
            new ProcessStartInfo(
                Python,
                ["-c", Snippet.Match(document).Groups[1].Value, Path.Combine(Folder, "event-vectors.json")]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            Vectors
                .GetProperty("changes")
                .EnumerateArray()
                .SelectMany(change => change.GetProperty("events").EnumerateArray())
                .Select(e => $"{e.Number("position")} {e.Text("commitment")} {e.Text("leaf")}"),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task The_example_in_the_document_is_the_one_in_the_vectors()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Folder, "ledger.md"),
            TestContext.Current.CancellationToken
        );
        var change = Vectors.GetProperty("changes")[2];
        var stop = change.GetProperty("events")[0];
        foreach (
            var text in (string[])
                [
                    change.Text("salt"),
                    change.Text("evidence"),
                    stop.Text("commitment"),
                    stop.Text("leaf"),
                    stop.Text("bytes")[..128],
                    stop.Text("bytes")[128..216],
                ]
        )
            Assert.Contains($"`{text}`", document, StringComparison.Ordinal);
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet { get; }

    private static string Numbers<T>()
        where T : struct, Enum =>
        string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToByte(value, null)}"));

    private static LedgerEventRow Row(JsonElement e) =>
        new()
        {
            Slot = 0,
            Position = e.Number("position"),
            LedgerId = e.GetProperty("ledgerId").GetGuid(),
            Seq = e.Number("seq"),
            Kind = (EventKind)e.Number("kind"),
            Aspect = e.Number("aspect"),
            Value = e.Number("value"),
            Before = e.Number("before"),
            Refers = e.Number("refers"),
            Channel = (Channel)e.Number("channel"),
            ActorKind = (ActorKind)e.Number("actorKind"),
            ActorId = e.GetProperty("actorId").GetGuid(),
            Basis = (LawfulBasis)e.Number("basis"),
            Controller = (int)e.Number("controller"),
            Notice = (int)e.Number("notice"),
            At = Instant.FromMicroseconds(e.Number("at")),
            PrevSlot = (int)e.Number("prevSlot"),
            PrevPosition = e.Number("prevPosition"),
            Commitment = e.Bytes("commitment"),
        };
}
