using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Hosting.TestLinks;

/// <summary>
/// Answers requests by test links from the sandbox, and passes all others on. The sandbox is made when the first test
/// link is opened, and made anew when it has not been used for an hour or has answered many requests: whoever holds a
/// test link fills no memory.
/// </summary>
/// <param name="pagesOf">Makes the pages of test links.</param>
internal sealed class TestLinkPages(
    IServiceProvider center,
    TestLinkKeys keys,
    LinkLifetimes lifetimes,
    Func<PageContexts> pagesOf
) : IAsyncDisposable
{
    private const int MostRequests = 5000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private readonly TimeProvider clock = center.GetRequiredService<TimeProvider>();
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly Lazy<PageContexts> pages = new(pagesOf);
    private Visited? visited;

    /// <summary>
    /// Where a request may be by a test link, asks the sandbox. All others pay for looking at the beginning of their
    /// path.
    /// </summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate otherwise)
    {
        var path = http.Request.Path.Value.AsSpan();
        if (path.StartsWith("/undo/", StringComparison.Ordinal))
            return visited is null ? otherwise(http) : AnswerUndoAsync(http, path[6..].ToString(), otherwise);
        if (path is not ['/', 'u' or 'p', '/', 'A', 'Q', 'A', ..])
            return otherwise(http);
        var rest = path[3..];
        var token = rest.IndexOf('/') is >= 0 and var end ? rest[..end] : rest;
        var purpose = path[1] == 'u' ? LinkPurpose.Unsubscribe : LinkPurpose.Preferences;
        return
            TestLinkKeys.HaveForm(token)
            && LinkReader.Read(token, purpose, keys.Current, clock.GetUtcNow(), lifetimes.Preferences)
                is { Verdict: not LinkVerdict.Invalid } read
            ? AnswerAsync(http, read.Link, token.ToString(), rest[token.Length..] is "/data")
            : otherwise(http);
    }

    private async Task AnswerAsync(HttpContext http, SignedLink link, string token, bool asksForData)
    {
        // Nothing is emailed here, so no data page opens: what follows the request is shown, and nothing is done.
        if (asksForData && HttpMethods.IsPost(http.Request.Method))
        {
            await new SeeOtherResult(http.Request.PathBase + $"/p/{token}?{SaveOutcome.DataLinkSent}").ExecuteAsync(
                http
            );
            return;
        }
        var sandbox = await EnterAsync();
        try
        {
            await sandbox.Center.AnswerAsync(link, http);
        }
        finally
        {
            await sandbox.LeaveAsync();
        }
    }

    private async Task AnswerUndoAsync(HttpContext http, string token, RequestDelegate otherwise)
    {
        if (
            MailedToken.HashOf(token) is not { } hash
            || visited is not { } sandbox
            || !sandbox.TryEnter(clock.GetUtcNow())
        )
        {
            await otherwise(http);
            return;
        }
        try
        {
            await (await sandbox.Center.MadeAsync(hash) ? sandbox.Center.AnswerAsync(http) : otherwise(http));
        }
        finally
        {
            await sandbox.LeaveAsync();
        }
    }

    private async Task<Visited> EnterAsync()
    {
        var now = clock.GetUtcNow();
        if (visited is { } open && !open.IsSpent(now) && open.TryEnter(now))
            return open;
        await opening.WaitAsync();
        try
        {
            if (visited is { } before)
            {
                if (!before.IsSpent(now) && before.TryEnter(now))
                    return before;
                visited = null;
                await before.EndAsync();
            }
            var next = new Visited(await TestCenter.StartAsync(center, pages.Value));
            next.TryEnter(now);
            return visited = next;
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (visited is { } open)
            await open.EndAsync();
        opening.Dispose();
    }

    /// <summary>A sandbox and whoever is in it: it is disposed of when it has ended and the last one has left.</summary>
    private sealed class Visited(TestCenter sandbox)
    {
        private readonly Lock gate = new();
        private DateTimeOffset lastEntered = DateTimeOffset.MaxValue;
        private int entered;
        private int inside;
        private bool ended;

        public TestCenter Center => sandbox;

        public bool IsSpent(DateTimeOffset now)
        {
            lock (gate)
                return entered >= MostRequests || now - lastEntered > KeptFor;
        }

        public bool TryEnter(DateTimeOffset now)
        {
            lock (gate)
            {
                if (ended)
                    return false;
                (lastEntered, entered, inside) = (now, entered + 1, inside + 1);
                return true;
            }
        }

        public ValueTask LeaveAsync()
        {
            lock (gate)
                if (--inside > 0 || !ended)
                    return ValueTask.CompletedTask;
            return sandbox.DisposeAsync();
        }

        public ValueTask EndAsync()
        {
            lock (gate)
            {
                ended = true;
                if (inside > 0)
                    return ValueTask.CompletedTask;
            }
            return sandbox.DisposeAsync();
        }
    }
}
