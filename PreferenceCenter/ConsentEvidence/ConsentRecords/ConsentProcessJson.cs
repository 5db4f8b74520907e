using System.Text.Json;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>Writes what was consented to: the record's dpv:Process.</summary>
internal static class ConsentProcessJson
{
    public static void Write(Utf8JsonWriter json, ConsentRecord record)
    {
        json.WriteString("@type", "dpv:Process");
        json.Node("dpv:hasPurpose", () => WritePurpose(json, record.Purpose));
        json.Nodes(
            "dpv:hasPersonalData",
            record.PersonalData,
            kind =>
            {
                json.WriteString("@type", "dpv:PersonalData");
                json.WriteString("skos:broader", $"pd:{kind}");
            }
        );
        json.Texts("dpv:hasProcessing", record.Processing.Select(kind => $"dpv:{kind}"));
        WriteStorage(json, record.Storage);
        // Article 6(1)(a) for both types of consent; 9(2)(a) beside it where the data are special.
        json.Texts(
            "dpv:hasLegalBasis",
            record.ForSpecialData
                ? ["eu-gdpr:A6-1-a", "eu-gdpr:A9-2-a", $"dpv:{record.Type}"]
                : ["eu-gdpr:A6-1-a", $"dpv:{record.Type}"]
        );
        WriteParties(json, record.Parties);
        json.WriteString("dpv:hasJurisdiction", $"loc:{record.Jurisdiction}");
        json.Node(
            "dpv:hasConsentControl",
            () =>
            {
                json.WriteString("@type", "dpv:WithdrawConsent");
                json.WriteString("dpv:isExercisedAt", record.WithdrawAt);
            }
        );
        json.Nodes("dpv:hasRight", record.Rights, right => WriteRight(json, record, right));
    }

    private static void WritePurpose(Utf8JsonWriter json, RecordedPurpose purpose)
    {
        json.WriteString("@type", "dpv:Purpose");
        json.WriteString("skos:broader", $"dpv:{purpose.Category}");
        json.WriteString("dct:identifier", purpose.TopicKey);
        WriteText(json, "dct:title", purpose.Name, purpose.Language);
        if (purpose.Description is { } description)
            WriteText(json, "dct:description", description, purpose.Language);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text, string language) =>
        json.Node(
            name,
            () =>
            {
                json.WriteString("@value", text);
                json.WriteString("@language", language);
            }
        );

    private static void WriteStorage(Utf8JsonWriter json, RecordedStorage storage) =>
        json.Nodes(
            "dpv:hasStorageCondition",
            [
                () =>
                {
                    json.WriteString("@type", "dpv:StorageLocation");
                    json.Texts("dpv:hasLocation", storage.Locations.Select(location => $"loc:{location}"));
                },
                () =>
                {
                    json.WriteString("@type", "dpv:StorageDuration");
                    json.Node(
                        "dpv:hasDuration",
                        () =>
                        {
                            json.WriteString("@type", "dpv:UntilEventDuration");
                            json.WriteString("rdf:value", storage.Until);
                        }
                    );
                },
            ],
            (Action write) => write()
        );

    private static void WriteParties(Utf8JsonWriter json, IReadOnlyList<RecordedParty> parties)
    {
        var controllers = parties
            .Where(party => party.Role == PartyRole.DataController)
            .Select(party => party.Id)
            .ToArray();
        var others = parties.Where(party => party.Role != PartyRole.DataController).Select(party => party.Id).ToArray();
        json.Texts("dpv:hasDataController", controllers);
        // DPV counts a controller as a recipient, and a record must have at least one recipient.
        json.Texts("dpv:hasRecipient", others.Length > 0 ? others : controllers);
    }

    private static void WriteRight(Utf8JsonWriter json, ConsentRecord record, GdprRight right)
    {
        json.Texts("@type", ["dpv:DataSubjectRight", $"eu-gdpr:{right.Term}"]);
        // Complaints go to an authority of the data subject's choice, not through this site.
        if (right == GdprRight.Complain)
            return;
        json.WriteString("dpv:isExercisedAt", right == GdprRight.WithdrawConsent ? record.WithdrawAt : record.RightsAt);
    }
}
