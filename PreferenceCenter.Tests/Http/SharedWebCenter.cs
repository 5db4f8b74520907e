using PreferenceCenter.Data;
using PreferenceCenter.Tests.Http.SignUp;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Class fixture: one started centre per database for all tests of a class, because a start takes longer than most
/// tests. The tests of a class run one after the other, so no other test acts on it meanwhile. Subscribers of earlier
/// tests remain, so each test makes its own. A test that changes topics, keys or settings, or counts the rows of a
/// table, starts a centre of its own.
/// </summary>
public class SharedWebCenter : IAsyncDisposable
{
    private readonly Dictionary<DatabaseProvider, WebCenter> started = [];

    /// <summary>
    /// The centre for the next test: an hour later, so that rate limits of earlier tests do not count, and with all
    /// their mails sent.
    /// </summary>
    internal async Task<WebCenter> NextAsync()
    {
        if (!started.TryGetValue(TestDatabase.Wanted, out var center))
        {
            started.Add(TestDatabase.Wanted, center = await StartAsync());
            return center;
        }
        center.Clock.Advance(TimeSpan.FromHours(1));
        await center.MailsAsync();
        center.Clock.ForgetWaits();
        return center;
    }

    private protected virtual Task<WebCenter> StartAsync() => WebCenter.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var center in started.Values)
            await center.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same with the forms of <see cref="SignUpCenter"/>.</summary>
public sealed class SharedSignUpCenter : SharedWebCenter
{
    private protected override Task<WebCenter> StartAsync() => SignUpCenter.StartWholeAsync();
}
