using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the limits for the body of a one-click request: eight kilobytes, five seconds.</summary>
public sealed class BodyBoundsTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string Start = "List-Unsubscribe=One-Click&filler=";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [DatabaseTheory]
    [InlineData(8192, 200)]
    [InlineData(8193, 413)]
    public async Task Of_known_length(int length, int status)
    {
        var center = await shared.NextAsync();
        await PostAsync(center, $"Content-Length: {length}", Filled(length), status);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(8192, 8192, 200)]
    [InlineData(8192, 100, 200)]
    [InlineData(8192, 1, 200)]
    [InlineData(8193, 8193, 413)]
    [InlineData(8193, 1, 413)]
    public async Task In_chunks_only_the_bytes_of_the_form_count(int length, int chunk, int status)
    {
        var center = await shared.NextAsync();
        var body = new StringBuilder();
        foreach (var piece in Filled(length).Chunk(chunk))
            body.Append(CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n").Append(piece).Append("\r\n");
        await PostAsync(center, "Transfer-Encoding: chunked", body.Append("0\r\n\r\n").ToString(), status);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Endless_framing_around_nothing_is_cut_off()
    {
        var center = await shared.NextAsync();
        var body = "1;" + new string('x', 100_000) + "\r\na\r\n0\r\n\r\n";
        await PostAsync(center, "Transfer-Encoding: chunked", body, 413);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task However_many_fields_fit_the_others_are_ignored()
    {
        var center = await shared.NextAsync();
        var body =
            "List-Unsubscribe=One-Click" + string.Concat(Enumerable.Repeat("&a=", 2000)) + "&" + new string('k', 2100);
        await PostAsync(center, $"Content-Length: {body.Length}", body, 200);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Content-Length: 26", "List-Unsub")]
    [InlineData("Content-Length: 26", "")]
    [InlineData("Transfer-Encoding: chunked", "1a\r\nList-Unsub")]
    [InlineData("Transfer-Encoding: chunked", "1a\r\nList-Unsubscribe=One-Click\r\n")]
    public async Task One_that_does_not_come_to_its_end_is_told_so_and_nothing_happens(string length, string piece)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await using var request = await RawRequest.OpenAsync(center);
        await request.PostAsync(center.UnsubscribePath(person), length);
        await request.WriteAsync(piece);
        await center.Clock.UntilWaitedForAsync(Patience, TestContext.Current.CancellationToken);
        center.Clock.Advance(Patience);
        var answer = await request.ReadToAsync("</html>");
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("</html>", answer.TrimEnd('\r', '\n', '0'), StringComparison.Ordinal);
        // Bytes that still arrive are not treated as a second request, whether the server has closed its end by then or not.
        await request.WriteToClosingAsync("scribe=One-Click");
        Assert.Empty(center.ActsOf(person));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Content-Length: 26", "List-Unsub")]
    [InlineData("Transfer-Encoding: chunked", "1a\r\nList-Unsub")]
    [Trait("Requirement", "SEC-17")]
    public async Task One_that_is_slow_is_no_failure_in_the_log(string length, string piece)
    {
        using var log = new FailureLog();
        await using var center = await WebCenter.StartAsync(adjust: services =>
        {
            WebCenter.WithoutCircuits(services);
            services.AddSingleton<ILoggerProvider>(log);
        });
        var person = await center.SubscribeAsync(WebCenter.News);
        await using var request = await RawRequest.OpenAsync(center);
        await request.PostAsync(center.UnsubscribePath(person), length);
        await request.WriteAsync(piece);
        await center.Clock.UntilWaitedForAsync(Patience, TestContext.Current.CancellationToken);
        center.Clock.Advance(Patience);
        Assert.StartsWith("HTTP/1.1 408 ", await request.ReadToAsync("</html>"), StringComparison.Ordinal);
        // Until the server has closed the connection.
        await request.WriteToClosingAsync("scribe=One-Click\r\n0\r\n\r\n");
        _ = await Record.ExceptionAsync(() => request.ReadToAsync("what never comes"));
        Assert.Empty(log.Failures);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task One_that_comes_in_pieces_within_the_time_is_taken()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await using var request = await RawRequest.OpenAsync(center);
        await request.PostAsync(center.UnsubscribePath(person), "Content-Length: 26");
        await request.WriteAsync("List-Unsub");
        await center.Clock.UntilWaitedForAsync(Patience, TestContext.Current.CancellationToken);
        center.Clock.Advance(TimeSpan.FromSeconds(4));
        await request.WriteAsync("scribe=One-Click");
        Assert.StartsWith("HTTP/1.1 200 ", await request.ReadToAsync("Unsubscribed."), StringComparison.Ordinal);
        Assert.True(center.StateOf(person).Stopped);
    }

    private static string Filled(int length) => Start + new string('x', length - Start.Length);

    private static async Task PostAsync(WebCenter center, string length, string body, int status)
    {
        var person = await center.SubscribeAsync(WebCenter.News);
        await using var request = await RawRequest.OpenAsync(center);
        await request.PostAsync(center.UnsubscribePath(person), length);
        await request.WriteAsync(body);
        var answer = await request.ReadToAsync(status == 200 ? "Unsubscribed." : "</html>");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(status == 200, center.StateOf(person).Stopped);
    }
}
