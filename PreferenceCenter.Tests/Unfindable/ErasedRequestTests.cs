using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>Tests that a request of somebody erased takes no words any more, which could name them again.</summary>
public sealed class ErasedRequestTests
{
    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public async Task Nothing_is_noted_or_attached_once_the_person_is_erased()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var access = await center.AskAsync(person, PrivacyRequestKind.Access);
        var erasure = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.NoteAsync(access.Id, "They called.", center.Privacy)
        );
        await center.Web.EraseAsync(person);
        // The other one is over; the erasure itself goes on until the last copies are removed.
        foreach (
            var (request, refusal) in new[]
            {
                (access.Id, PrivacyRequestRefusal.Closed),
                (erasure.Id, PrivacyRequestRefusal.Erasing),
            }
        )
        {
            Assert.Equal(refusal, await center.Work.NoteAsync(request, "Ada, ada@people.example", center.Privacy));
            Assert.Equal(refusal, await center.Work.AttachAsync(request, "ada.txt", "Ada"u8.ToArray(), center.Privacy));
            Assert.Equal([refusal], await center.Work.AssignAllAsync([new(request, null)], null, center.Privacy));
        }
        using var raw = center.Web.Raw();
        Assert.Equal(
            (0L, 0L),
            (
                raw.Scalar<long>("""SELECT COUNT(*) FROM "RequestEntries" WHERE "Text" IS NOT NULL"""),
                raw.Count("RequestFiles")
            )
        );
    }
}
