using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests how long somebody erased waits for the certificate: two days at most, as their page says.</summary>
public sealed class CleaningTimeTests
{
    // Erased just after midnight, when a rewriting of the files for others has just begun its day.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(12, 0)]
    [InlineData(23, 59)]
    public async Task The_certificate_is_there_within_two_days_whatever_the_hour(int hour, int minute)
    {
        await using var center = await SignUpCenter.StartAsync();
        var earlier = await center.SubscribeAsync(WebCenter.News);
        await center.EraseAsync(earlier);
        // The files are rewritten for the earlier one as late as a day allows.
        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 2, 23, 58, 0, TimeSpan.Zero));
        await WorkAsync(center);
        await center.MailsAsync();

        center.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 3, hour, minute, 0, TimeSpan.Zero));
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.EraseAsync(person);
        var began = center.Now;
        var hours = 0;
        while (!(await CertificatesAsync(center)).Contains(person.Address))
        {
            Assert.True(center.Now - began < TimeSpan.FromDays(2), $"{center.Now - began}");
            hours++;
            center.Clock.Advance(TimeSpan.FromMinutes(30));
            await WorkAsync(center);
        }
        Assert.True(hours > 0);
    }

    private static async Task<IEnumerable<string>> CertificatesAsync(WebCenter center) =>
        (await center.MailsAsync())
            .Where(m => m.Subject!.Contains("erased", StringComparison.Ordinal))
            .Select(m => m.To.Mailboxes.Single().Address);

    private static async Task WorkAsync(WebCenter center)
    {
        await center.RunAsync<PrivacyRequestJob>();
        await center.RunAsync<ErasureCleanup>();
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.RunAsync<ErasureCleanup>();
        await center.Get<MailDispatcher>().SendDueAsync(CancellationToken.None);
    }
}
