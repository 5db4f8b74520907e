using System.Text;
using PreferenceCenter.Benchmarks.Load;
using Xunit;

namespace PreferenceCenter.Tests.Benchmarks;

/// <summary>Tests the benchmark client's reader of HTTP answers.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: x\r\n\r\nhello")]
    [InlineData("HTTP/1.1 303 See Other\r\nContent-Length: 0\r\nLocation: /p/x\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 204 No Content\r\nDate: x\r\n\r\n")]
    public void An_answer_is_whole_with_its_last_byte_and_not_before(string answer)
    {
        var bytes = Encoding.ASCII.GetBytes(answer);

        for (var length = 0; length < bytes.Length; length++)
            Assert.False(Answer.IsWhole(bytes.AsSpan(0, length)), $"after {length} bytes");
        Assert.True(Answer.IsWhole(bytes));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", 200)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\n", 503)]
    [InlineData("", 0)]
    public void The_status_is_read(string answer, int status) =>
        Assert.Equal(status, Answer.Status(Encoding.ASCII.GetBytes(answer)));
}
