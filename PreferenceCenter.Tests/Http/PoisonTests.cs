using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests one change that cannot be written among many leaves: only its sender gets an error.</summary>
public sealed class PoisonTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const int Many = 63;

    [DatabaseTheory]
    [InlineData("%ED%A0%80")]
    [InlineData("%ED%B0%80%ED%A0%80")]
    [InlineData("%FF%FE%C0%80")]
    public async Task Text_that_is_none_is_cleaned_and_everybody_has_left(string comment)
    {
        var center = await shared.NextAsync();
        var sender = await LeftAsync(center);
        var (answer, others) = await AmongManyAsync(
            center,
            () =>
                center.Browser.PostFormAsync(
                    center.UnsubscribePath(sender) + "/reason",
                    $"reason=other&comment=a{comment}b"
                )
        );
        Assert.Equal(303, answer.Status);
        Assert.All(others, left => Assert.Equal(200, left.Status));
        Assert.DoesNotContain(center.EvidenceOf(center.EventsOf(sender)[^1]).Comment!, char.IsSurrogate);
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_nul_is_cleaned_in_both_encodings_and_everybody_has_left(bool multipart)
    {
        var center = await shared.NextAsync();
        var sender = await LeftAsync(center);
        var path = center.UnsubscribePath(sender) + "/reason";
        using HttpContent content = multipart
            ? new MultipartFormDataContent
            {
                { new StringContent("other"), "reason" },
                { new StringContent("a\0b"), "comment" },
            }
            : new StringContent("reason=other&comment=a%00b&x=%00", null, "application/x-www-form-urlencoded");
        var (answer, others) = await AmongManyAsync(
            center,
            () => center.Browser.SendAsync(HttpMethod.Post, path, content)
        );
        Assert.Equal(303, answer.Status);
        Assert.All(others, left => Assert.Equal(200, left.Status));
        Assert.Equal("ab", center.EvidenceOf(center.EventsOf(sender)[^1]).Comment);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-17")]
    public async Task What_the_database_refuses_fails_alone_and_says_nothing_of_why()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var sender = await center.SubscribeAsync(WebCenter.News);
        using (var raw = center.Raw())
            raw.Poison(center.Find(sender).Subscriber.Id);
        var (answer, others) = await AmongManyAsync(
            center,
            () => center.Browser.PostAsync(center.UnsubscribePath(sender), ("List-Unsubscribe", "One-Click"))
        );
        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("poisoned", answer.Seen, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", answer.Seen, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", answer["Cache-Control"], StringComparison.Ordinal);
        Assert.All(others, left => Assert.Equal(200, left.Status));
        Assert.False(center.StateOf(sender).Stopped);
    }

    private static async Task<Person> LeftAsync(WebCenter center)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, PreferenceCenter.Domain.Leave.Everything);
        return person;
    }

    private static async Task<(Answer Poisoned, Answer[] Others)> AmongManyAsync(
        WebCenter center,
        Func<Task<Answer>> poison
    )
    {
        var people = new List<Person>();
        for (var i = 0; i < Many; i++)
            people.Add(await center.SubscribeAsync(WebCenter.News));
        var posts = people
            .Select(p => center.Browser.PostAsync(center.UnsubscribePath(p), ("List-Unsubscribe", "One-Click")))
            .ToList();
        posts.Insert(Many / 2, poison());
        var answers = await Task.WhenAll(posts);
        Assert.All(people, p => Assert.True(center.StateOf(p).Stopped));
        return (answers[Many / 2], [.. answers.Where((_, i) => i != Many / 2)]);
    }
}
