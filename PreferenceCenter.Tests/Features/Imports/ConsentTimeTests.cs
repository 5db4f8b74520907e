using PreferenceCenter.Faults;
using PreferenceCenter.Subscriptions.Imports;
using Xunit;

namespace PreferenceCenter.Tests.Features.Imports;

/// <summary>Tests parsing of consent times.</summary>
public sealed class ConsentTimeTests
{
    private static readonly DateTimeOffset Now = CommandRig.Start;

    [Theory]
    [InlineData("2026-05-01", "2026-05-01T00:00:00Z")]
    [InlineData("2026-05-01T10:20", "2026-05-01T10:20:00Z")]
    [InlineData("2026-05-01T10:20:30Z", "2026-05-01T10:20:30Z")]
    [InlineData("2026-05-01T10:20:30.123456+02:00", "2026-05-01T08:20:30.123456Z")]
    [InlineData("2026-05-01 10:20:30", "2026-05-01T10:20:30Z")]
    [InlineData("20260501T102030Z", "2026-05-01T10:20:30Z")]
    [InlineData("2026-11-24", "2026-11-24T00:00:00Z")]
    [InlineData("2026-05-01 10:00:00+00", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01 10:00:00.123456-03:30", "2026-05-01T13:30:00.123456Z")]
    [InlineData("2026-05-01T10:00:00+02", "2026-05-01T08:00:00Z")]
    [InlineData("2026-05-01T10:00:00+0200", "2026-05-01T08:00:00Z")]
    [InlineData("2026-05-01T10:00:00.123456789Z", "2026-05-01T10:00:00.1234567Z")]
    [InlineData("2026-05-01T10:00:00,5Z", "2026-05-01T10:00:00.5Z")]
    [InlineData("2026-05-01t10:00:00z", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01T24:00:00Z", "2026-05-02T00:00:00Z")]
    [InlineData("2026-05-01T23:59:60Z", "2026-05-02T00:00:00Z")]
    [InlineData("20260501", "2026-05-01T00:00:00Z")]
    [InlineData("2026-05-01T10", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01 9:05", "2026-05-01T09:05:00Z")]
    [InlineData("2026/05/01 10:00:00", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01 10:00:00 UTC", "2026-05-01T10:00:00Z")]
    [InlineData("2026-05-01 10:00:00.123456789 +0200 CEST", "2026-05-01T08:00:00.1234567Z")]
    [InlineData("2026-05-01 10:00:00.5 +0000 UTC m=+0.000012", "2026-05-01T10:00:00.5Z")]
    [InlineData("Fri May 01 2026 10:00:00 GMT+0200 (Central European Summer Time)", "2026-05-01T08:00:00Z")]
    [InlineData("Fri, 01 May 2026 10:00:00 GMT", "2026-05-01T10:00:00Z")]
    [InlineData("1-May-2026 10:00", "2026-05-01T10:00:00Z")]
    public void Iso_times_are_read(string text, string at)
    {
        Assert.True(ConsentTime.TryRead(text, Now, out var read, out _));
        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("0000-01-01", "not an ISO")]
    [InlineData("0001-01-01", "1990")]
    [InlineData("1900-01-00", "not an ISO")]
    [InlineData("2026-02-30", "not an ISO")]
    [InlineData("01/05/2026", "not an ISO")]
    [InlineData("46000", "not an ISO")]
    [InlineData("5/1/2026 10:00", "not an ISO")]
    [InlineData("01 May 26", "not an ISO")]
    [InlineData("2026-05/01", "not an ISO")]
    [InlineData("2026-05-01T25:00:00Z", "not an ISO")]
    [InlineData("2026-05-01T10:60:00Z", "not an ISO")]
    [InlineData("2026-05-01T10:00:61Z", "not an ISO")]
    [InlineData("2026-05-01T10:00:00+15", "not an ISO")]
    [InlineData("2026-05-01T10:00:00Z and more", "not an ISO")]
    [InlineData("2026-11-26", "future")]
    [InlineData("9999-12-31T23:59:59Z", "future")]
    [InlineData("9999-12-31T23:59:59-14:00", "not an ISO")]
    public void What_is_no_time_somebody_said_yes_is_refused_with_its_reason(string text, string why)
    {
        Assert.False(ConsentTime.TryRead(text, Now, out _, out var reason));
        Assert.Contains(why, FaultWords.English.Reason(new Fault("consent_at", reason!.Value)));
    }
}
