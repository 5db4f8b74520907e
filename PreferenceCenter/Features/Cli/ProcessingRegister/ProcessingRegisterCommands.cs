using System.CommandLine;
using PreferenceCenter.Data;
using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.ProcessingRegister;

/// <summary>
/// The command <c>records export</c>: writes the record of processing activities (GDPR article 30) as JSON or as a page
/// to print.
/// </summary>
internal static class ProcessingRegisterCommands
{
    /// <summary>The JSON result when a page was written.</summary>
    private sealed record Written(string Html);

    public static CommandList AddProcessingRegisterCommands(this CommandList tree)
    {
        var html = new Option<string?>("--html")
        {
            Description = "Write a page to read and print to that new file instead.",
            HelpName = "FILE",
        }.Written();
        var language = new Option<string?>("--language")
        {
            Description = "Language, one of the site's. Without it: the first.",
            HelpName = "CODE",
        };
        return tree.Group("records", "The record of processing activities (GDPR article 30).")
            .Add(
                "records export",
                new CenterCommand(
                    "export",
                    "Writes the record of processing activities from what is held and from the settings. Says what it lacks, and then ends with 1.",
                    "records export > record.json",
                    "records export --html record.html --language de"
                )
                {
                    html,
                    language,
                }.OfTheSite(),
                call => ExportAsync(call, call.Value(html), call.Value(language)),
                CommandNeeds.Database
            );
    }

    private static async Task<int> ExportAsync(CommandCall call, string? file, string? asked)
    {
        var pages = call.Service<PageContexts>();
        if (asked is not null && pages.Languages.Find(asked) is null)
            return call.Terminal.Refuse($"The site has no language '{asked}'.");
        var frame = pages.In(asked ?? pages.Languages.All[0].Code, asked: false);
        var record = await call.Service<RegisterWriter>().OfAsync(frame.Language, call.Cancel);
        foreach (var lacking in record.Missing)
            call.Terminal.Error.WriteLine($"The record lacks {lacking}.");
        if (file is not null)
        {
            var page = new StringWriter();
            await Page.WriteAsync<RegisterFile>(new RegisterView(frame, record), page);
            if (!KeyFile.TryWriteNew(file, page.ToString(), KeyFile.OwnerOnly))
                return call.Terminal.Refuse($"{file} is there already, and is not overwritten.");
            if (call.Json)
                call.Terminal.WriteJson(new Written(file));
            else
                call.Terminal.Out.WriteLine(file);
        }
        else if (call.Json)
            call.Terminal.WriteJson(record);
        else
            call.Terminal.WriteIndentedJson(record);
        return record.Missing.Count == 0 ? ExitCode.Done : ExitCode.Found;
    }
}
