using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Texts of the pages of notices.</summary>
internal sealed partial class NoticesTexts
{
    /// <summary>What a notice is called: as its topic, if it has one.</summary>
    public MarkupString NameOf(string key, string? topic) =>
        key switch
        {
            NoticeKey.Site => Site,
            NoticeKey.Tracking => Tracking,
            NoticeKey.Profiling => Profiling,
            _ => Markup.Of(topic ?? key),
        };

    /// <summary>What a field is called, with its language where it is a wording.</summary>
    public MarkupString NameOf(string path)
    {
        var name = path.Split('.')[^1] switch
        {
            NoticeFields.Change => Change,
            NoticeFields.RenewBy => RenewBy,
            "statement" => Statement,
            "name" => ControllerName,
            "address" => ControllerAddress,
            "contact" => ControllerContact,
            "purposes" => Purposes,
            "recipients" => Recipients,
            "transfers" => Transfers,
            "retention" => Retention,
            "rights" => Rights,
            "withdrawal" => Withdrawal,
            "complaint" => Complaint,
            "arrangement" => Arrangement,
            _ => Markup.Of(path),
        };
        return DraftPath.LanguageOf(path) is { } code
            ? new MarkupString($"{name.Value} · <span class=\"code\">{Markup.Of(code).Value}</span>")
            : name;
    }
}
