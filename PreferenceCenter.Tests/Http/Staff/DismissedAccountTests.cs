using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests what stays of an account of the staff that was dismissed.</summary>
public sealed class DismissedAccountTests
{
    [DatabaseFact]
    [Trait("Requirement", "ERA-06")]
    public async Task Its_address_goes_three_years_after_the_dismissal_and_its_acts_stay()
    {
        await using var center = await RequestCenter.StartAsync();
        var (left, stays) = (StaffCenter.AddressOf(StaffRole.Auditor), StaffCenter.AddressOf(StaffRole.Privacy));
        var account = center.Staff.Account(StaffRole.Auditor).Id;
        Assert.Equal(StaffRefusal.None, await center.Web.Get<StaffAccounts>().DismissAsync(account, center.Owner));
        await RetainAsync(center, years: 2);
        Assert.Contains(center.Web.Rows(), row => row.Contains(left, StringComparison.OrdinalIgnoreCase));

        await RetainAsync(center, years: 1);
        Assert.DoesNotContain(center.Web.Rows(), row => row.Contains(left, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(center.Web.Rows(), row => row.Contains(stays, StringComparison.OrdinalIgnoreCase));
        // The account is still the one that the log names, and whoever comes back is somebody new.
        Assert.NotNull(center.Web.Get<StaffAccounts>().List().Single(a => a.Id == account).DismissedAt);
        (await center.Web.RunAsync("ledger", "verify")).Done();
        Assert.Equal(
            StaffRefusal.None,
            await center
                .Web.Get<StaffAccounts>()
                .InviteAsync(EmailAddress.TryParse(left)!, StaffRole.Auditor, "en", center.Owner)
        );
    }

    private static async Task RetainAsync(RequestCenter center, int years)
    {
        center.Web.Clock.SetUtcNow(center.Web.Now.AddYears(years).AddDays(1));
        await center.Web.MailsAsync();
        await center.Web.RunAsync<RetentionJob>();
        await center.Web.Get<PreferenceCenter.Mail.Dispatch.MailDispatcher>().RestAsync();
    }
}
