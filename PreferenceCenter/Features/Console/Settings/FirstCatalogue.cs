using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Bundles;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>The files of a first topic, its notice and its form, read as files are, with the same faults.</summary>
internal static class FirstCatalogue
{
    public const string Topic = "news";

    /// <summary>The form at <c>/subscribe</c>.</summary>
    public const string Form = "default";
    private static readonly string[] InTopic = ["name", "description", "howOften"];
    private static readonly string[] InForm = ["title", "lead"];
    public static readonly IReadOnlyList<string> InNotice =
    [
        "purposes",
        "recipients",
        "transfers",
        "retention",
        "rights",
        "withdrawal",
        "complaint",
    ];

    public static CatalogueBundle? Of(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> words,
        SiteFacts site,
        ICollection<Fault> faults
    )
    {
        JsonObject Texts(IEnumerable<string> fields) =>
            new(words.Select(w => Pair(w.Key, new JsonObject(fields.Select(f => Pair(f, w.Value[f]))))));
        var topics = new JsonObject
        {
            ["categories"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = "topics",
                    ["texts"] = new JsonObject(
                        words.Keys.Select(l => Pair(l, new JsonObject { ["name"] = StarterWords.Category(l) }))
                    ),
                }
            ),
            ["topics"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = Topic,
                    ["category"] = "topics",
                    ["state"] = "published",
                    ["texts"] = Texts(InTopic),
                }
            ),
        };
        var notices = new JsonObject
        {
            ["site"] = new JsonObject
            {
                ["controllers"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = site.Controller,
                        ["address"] = site.PostalAddress,
                        ["contact"] = site.PrivacyContact,
                    }
                ),
                ["texts"] = Texts(InNotice),
            },
            ["topics"] = new JsonArray(
                new JsonObject
                {
                    ["topic"] = Topic,
                    ["texts"] = new JsonObject(
                        words.Select(w =>
                            Pair(
                                w.Key,
                                new JsonObject
                                {
                                    ["statement"] = StarterWords.Statement(
                                        w.Key,
                                        w.Value["name"].Trim(),
                                        site.Controller
                                    ),
                                }
                            )
                        )
                    ),
                }
            ),
        };
        var forms = new JsonObject
        {
            ["forms"] = new JsonArray(
                new JsonObject
                {
                    ["key"] = Form,
                    ["state"] = "published",
                    ["topics"] = new JsonArray(Topic),
                    ["texts"] = Texts(InForm),
                }
            ),
        };
        return new CatalogueBundle(
            TopicFileReader.Read(Bytes(topics), faults),
            NoticeFileReader.Read(Bytes(notices), faults),
            FormFileReader.Read(Bytes(forms), faults)
        );
    }

    private static KeyValuePair<string, JsonNode?> Pair(string name, JsonNode? value) => new(name, value);

    private static byte[] Bytes(JsonObject file) => Encoding.UTF8.GetBytes(file.ToJsonString());
}
