using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests that open pages are told of every change: also of one that comes while they read, of one that they failed to
/// read, and of an erasure, each page without waiting for the others.
/// </summary>
public sealed class ConsoleNewsTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    [DatabaseFact]
    [Trait("Requirement", "RTS-12")]
    public async Task A_page_that_saw_the_decision_before_the_erasure_sees_the_erasure()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        // Decided, and not carried out yet: the moment in which a page may read.
        await using (var context = center.Web.Get<Database>().CreateContext())
        {
            context.Requests.Single(r => r.Id == row.Id).State = PrivacyRequestState.Grace;
            context.Requests.Single(r => r.Id == row.Id).GraceUntil = center.Web.Now;
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        using var page = new Reader(center, () => center.Again(row).State);
        await page.UntilAsync(PrivacyRequestState.Grace);
        await center.Web.Get<DueErasures>().RunAsync(row.Id);
        await page.UntilAsync(PrivacyRequestState.Cleaning);
        Assert.Null(center.Again(row).SubscriberId);
    }

    [DatabaseFact]
    public async Task A_change_during_a_reading_is_read_and_a_failed_reading_is_tried_again()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var (halfway, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        var faults = new Queue<Exception>([new TimeoutException(), new InvalidOperationException()]);
        using var page = new Reader(center, () => center.Again(row).Version)
        {
            AfterReading = async version =>
            {
                if (!version.Equals(row.Version + 1))
                    return;
                if (faults.TryDequeue(out var fault))
                    throw fault;
                halfway.TrySetResult();
                await goOn.Task;
            },
        };
        await page.UntilAsync(row.Version);
        await center.Work.NoteAsync(row.Id, "One.", center.Privacy);
        await halfway.Task.WaitAsync(Within, TestContext.Current.CancellationToken);
        // It holds the row as it was after the first note, and has not shown it yet.
        await center.Work.NoteAsync(row.Id, "Two.", center.Privacy);
        goOn.SetResult();
        await page.UntilAsync(row.Version + 2);
    }

    [DatabaseFact]
    public async Task A_page_that_never_answers_and_one_that_breaks_hold_up_no_other()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var news = center.Web.Get<ConsoleNews>();
        using var stuck = news.Follow(() => new TaskCompletionSource().Task);
        using var broken = news.Follow(() => throw new InvalidOperationException("The page is gone."));
        using var page = new Reader(center, () => center.Again(row).Version);
        foreach (var note in (string[])["One.", "Two.", "Three."])
        {
            await center.Work.NoteAsync(row.Id, note, center.Privacy);
            await page.UntilAsync(center.Again(row).Version);
        }
    }

    [DatabaseFact]
    public async Task A_change_between_the_first_reading_and_the_first_look_is_read()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        // What the page read is no longer so when it begins to follow, and nobody has looked yet.
        await center.Work.NoteAsync(row.Id, "At once.", center.Privacy);
        using var page = new Reader(center, () => center.Again(row).Version, readsFirst: false);
        await page.UntilAsync(row.Version + 1);
    }

    /// <summary>What a page does: it follows, reads, and reads again when it is told.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly Func<object> read;
        private readonly IDisposable followed;
        private readonly Lock gate = new();
        private readonly List<(object Value, TaskCompletionSource Seen)> awaited = [];
        private object? shown;

        public Reader(RequestCenter center, Func<object> read, bool readsFirst = true)
        {
            this.read = read;
            followed = center.Web.Get<ConsoleNews>().Follow(ReadAsync);
            if (readsFirst)
                Show(read());
        }

        public Func<object, Task>? AfterReading { get; init; }

        public Task UntilAsync(object value)
        {
            lock (gate)
            {
                if (Equals(shown, value))
                    return Task.CompletedTask;
                var seen = new TaskCompletionSource();
                awaited.Add((value, seen));
                return seen.Task.WaitAsync(Within, TestContext.Current.CancellationToken);
            }
        }

        private async Task ReadAsync()
        {
            var value = read();
            if (AfterReading is { } after)
                await after(value);
            Show(value);
        }

        private void Show(object value)
        {
            lock (gate)
            {
                shown = value;
                foreach (var (_, seen) in awaited.Where(a => Equals(a.Value, value)))
                    seen.TrySetResult();
            }
        }

        public void Dispose() => followed.Dispose();
    }
}
