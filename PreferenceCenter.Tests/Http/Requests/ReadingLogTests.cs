using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests that reading somebody's data is in the log, before it is shown and not more often than it says.</summary>
public sealed class ReadingLogTests
{
    [DatabaseFact]
    public async Task Who_reads_which_part_and_when_is_in_the_log_once_an_hour()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.Work.AttachAsync(row.Id, "letter.txt", "Yours"u8.ToArray(), center.Privacy);
        var file = Assert.Single(center.Open(row.Reference).Files).Id;
        var (auditor, cancel) = (center.By(StaffRole.Auditor).Ticket, TestContext.Current.CancellationToken);
        using var scope = center.Web.Services.CreateScope();
        var desk = scope.ServiceProvider.GetRequiredService<RequestsService>();
        for (var i = 0; i < 3; i++)
        {
            Assert.NotNull(await desk.OpenAsync(auditor, row.Reference, cancel));
            Assert.NotNull(await desk.FileAsync(auditor, row.Reference, file, cancel));
        }
        await desk.OpenAsync(center.Privacy.Ticket, row.Reference, cancel);
        var actor = center.By(StaffRole.Auditor).Actor.Id;
        Assert.Equal(
            [(ReadPart.Request, true), (ReadPart.Attachment, true), (ReadPart.Request, false)],
            Read(center).Select(e => (e.Part, e.Actor == actor))
        );
        // What cannot be found, or may not be read, is no reading.
        Assert.Null(await desk.FileAsync(auditor, row.Reference, Guid.AllBitsSet, cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            desk.OpenAsync(center.By(StaffRole.Marketing).Ticket, row.Reference, cancel)
        );
        Assert.Equal(3, Read(center).Count);
        center.Web.Clock.Advance(TimeSpan.FromHours(1));
        await desk.OpenAsync(auditor, row.Reference, cancel);
        Assert.Equal(4, Read(center).Count);
    }

    private static List<(ReadPart Part, Guid Actor)> Read(RequestCenter center)
    {
        using var context = center.Web.Get<Database>().CreateContext();
        return
        [
            .. context
                .Set<LedgerEventRow>()
                .Where(e => e.Kind == EventKind.PersonalDataRead)
                .OrderBy(e => e.Position)
                .AsEnumerable()
                .Select(e => ((ReadPart)(byte)e.Aspect, e.ActorId)),
        ];
    }
}
