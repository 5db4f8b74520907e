using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Subscriptions.Imports;
using PreferenceCenter.Tests.Features;
using PreferenceCenter.Tests.Features.Wording;
using Xunit;

namespace PreferenceCenter.Tests.Faults;

/// <summary>Every fault that the faulty files raise, each with the text of its file.</summary>
public sealed class RaisedFaults : IAsyncLifetime
{
    private readonly List<(string File, Fault Fault)> all = [];
    private CommandRig rig = null!;

    internal IReadOnlyList<(string File, Fault Fault)> All => all;

    public async ValueTask InitializeAsync()
    {
        rig = await CommandRig.NewAsync();
        await using (var bare = rig.Open())
            Add("", LintOf(bare, site => site with { PrivacyNoticeUrl = "" }).OfSite().Select(found => found.Fault));
        (await rig.ApplyAsync("topics", WordingRig.Described)).Done();
        (await rig.ApplyAsync("topics", FaultyJson.Closed)).Done();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        (await rig.ApplyAsync("notices", FaultyJson.Shared)).Done();
        await using var center = rig.Open();
        foreach (var path in FaultyJson.Topics.Select(Write))
            Read(path, TopicFileReader.Read, file => center.GetRequiredService<TopicChanges>().Try(file).Faults);
        foreach (var path in FaultyJson.Notices.Select(Write))
            Read(path, NoticeFileReader.Read, file => center.GetRequiredService<NoticeChanges>().Try(file).Faults);
        foreach (var path in FaultyJson.Settings.Select(Write))
            Read(path, SettingsFile.Read, file => center.GetRequiredService<SettingsChanges>().Try(file).Faults);
        foreach (var path in FaultyXliff.Files(center).Select(xml => rig.Write("faulty.xlf", xml)))
            Read(path, XliffReader.Read, file => Told(center.GetRequiredService<TranslationFiles>().Try(file)));
        var lint = LintOf(center, site => site with { Languages = ["en", "de"] });
        foreach (var path in FaultyJson.Forms.Select(Write))
        {
            Read(path, FormFileReader.Read, file => center.GetRequiredService<FormChanges>().Try(file).Faults);
            Read(
                path,
                FormFileReader.Read,
                file =>
                    file.Forms.SelectMany(form => lint.OfForm(form.Key, form.Definition)).Select(found => found.Fault)
            );
        }
        foreach (var (program, name, text) in FaultyLists.Headers)
            ReadList(center, program, name, text);
        ReadList(center, "", "list.csv", FaultyLists.Text);
    }

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    private static IEnumerable<Fault> Told(TranslationPlan plan) => [.. plan.Faults, .. plan.LeftAlone];

    private string Write(string json) => rig.Write("faulty.json", json);

    private static ConsentLint LintOf(ServiceProvider center, Func<Site, Site> adjust) =>
        new(center.GetRequiredService<CatalogueCache>().Refresh(), adjust(center.GetRequiredService<Site>()));

    private void Read<T>(
        string path,
        Func<ReadOnlyMemory<byte>, ICollection<Fault>, T?> read,
        Func<T, IEnumerable<Fault>> plan
    )
        where T : class
    {
        var faults = new List<Fault>();
        if (read(File.ReadAllBytes(path), faults) is { } file)
            faults.AddRange(plan(file));
        Add(File.ReadAllText(path), faults);
    }

    private void ReadList(ServiceProvider center, string key, string name, string text)
    {
        var program = ExportPrograms.All.FirstOrDefault(one => one.Key == key, ExportPrograms.Own);
        using var file = new ImportFile(rig.Write(name, Encoding.Latin1.GetBytes(text)));
        using var records = new CsvRecords(file.Open);
        var (columns, fault) = ImportColumns.Read(records, program, file.Name);
        if (columns is null)
        {
            Add(text, [fault!.Fault]);
            return;
        }
        using (var again = new CsvRecords(file.Open))
            if (
                UnreadColumns.ThatMayTell(
                    again,
                    columns,
                    IgnoredColumns.Of([], columns).Columns!,
                    CancellationToken.None
                ) is
                { Count: > 0 } unread
            )
                Add(text, [UnreadColumns.FaultOf(columns, unread)]);
        var remarks = columns.Remarks().ToList();
        var topics = RowTopics.For(center.GetRequiredService<CatalogueCache>().Current, null).Topics!;
        var reader = new RowReader(records, columns, topics, center.GetRequiredService<Site>(), remarks.Add);
        while (records.Read())
            reader.Read(CommandRig.Start);
        Add(text, remarks.Select(remark => remark.Fault));
    }

    private void Add(string file, IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            all.Add((file, fault));
            Add(file, fault.Arguments.Select(argument => argument.Value).OfType<Fault>());
        }
    }
}
