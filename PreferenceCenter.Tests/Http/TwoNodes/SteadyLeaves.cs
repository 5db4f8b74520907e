using System.Diagnostics;
using System.Net;
using Xunit;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>
/// Leaves at an even pace, each a provider's post that is tried once, whatever became of those before it.
/// </summary>
internal sealed class SteadyLeaves(HttpClient http, int aSecond)
{
    private readonly List<Task<LeaveAnswer>> sent = [];

    /// <summary>One post for each of these people, at that pace.</summary>
    public async Task SendAsync(IEnumerable<Person> people)
    {
        var (start, number) = (Stopwatch.GetTimestamp(), 0);
        foreach (var person in people)
        {
            var due = TimeSpan.FromSeconds((double)number++ / aSecond) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TestContext.Current.CancellationToken);
            sent.Add(LeaveAsync(person));
        }
    }

    public async Task<IReadOnlyList<LeaveAnswer>> AnswersAsync() => await Task.WhenAll(sent);

    private async Task<LeaveAnswer> LeaveAsync(Person person)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(
            new Uri(WebCenter.UnsubscribePathOf(person), UriKind.Relative),
            Browser.Encode(("List-Unsubscribe", "One-Click")),
            TestContext.Current.CancellationToken
        );
        return new LeaveAnswer(answer.StatusCode, Stopwatch.GetElapsedTime(start));
    }
}

/// <summary>What one post was answered, and when.</summary>
internal sealed record LeaveAnswer(HttpStatusCode Status, TimeSpan After);
