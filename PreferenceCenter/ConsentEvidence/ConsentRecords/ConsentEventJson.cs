using System.Text.Json;

namespace PreferenceCenter.ConsentEvidence.ConsentRecords;

/// <summary>Writes the events of a consent record, each as a dpv:ConsentStatus.</summary>
internal static class ConsentEventJson
{
    public static void Write(Utf8JsonWriter json, ConsentRecord record, RecordedEvent e)
    {
        var given = e.State is ConsentState.ConsentGiven or ConsentState.RenewedConsentGiven;
        json.Texts("@type", given ? [$"dpv:{e.State}", $"dpv:{record.Type}"] : [$"dpv:{e.State}"]);
        json.WriteString("dpv:isIndicatedAtTime", ConsentRecordJson.Time(e.At));
        json.Node("dpv:hasDuration", () => WriteDuration(json, e));
        WriteExpresser(json, record, e.By);
        if (e.Method is { } method)
            json.WriteString("dpv:hasIndicationMethod", method);
        if (e.NoticeId is { } notice)
            json.WriteString("dpv:hasNotice", notice);
        if (e.Position is { } position)
            json.Node(
                "dct:source",
                () =>
                {
                    json.WriteString("dct:identifier", position.Origin);
                    json.WriteNumber("schema:position", position.Index);
                }
            );
    }

    // A duration is mandatory. Most states last until the next event.
    private static void WriteDuration(Utf8JsonWriter json, RecordedEvent e)
    {
        json.WriteString("@type", e.ValidUntil is null ? "dpv:UntilEventDuration" : "dpv:UntilTimeDuration");
        if (e.ValidUntil is { } until)
            json.Node(
                "rdf:value",
                () =>
                {
                    json.WriteString("@value", ConsentRecordJson.Time(until));
                    json.WriteString("@type", "xsd:dateTime");
                }
            );
        else
            json.WriteString(
                "rdf:value",
                e.State switch
                {
                    ConsentState.ConsentRequested => "consent is given or refused",
                    ConsentState.ConsentGiven or ConsentState.RenewedConsentGiven => "consent is withdrawn",
                    _ => "consent is given anew",
                }
            );
    }

    private static void WriteExpresser(Utf8JsonWriter json, ConsentRecord record, Expresser by)
    {
        const string Name = "dpv:isIndicatedBy";
        if (by.Kind == ExpresserKind.Principal)
            json.WriteString(Name, ConsentRecordJson.Urn(record.PrincipalId));
        else if (by.Kind == ExpresserKind.Controller)
            json.Texts(
                Name,
                record.Parties.Where(party => party.Role == PartyRole.DataController).Select(party => party.Id)
            );
        else
            json.Node(
                Name,
                () =>
                {
                    json.WriteString("@type", "dpv:Entity");
                    if (by.Name is { } name)
                        json.WriteString("dpv:hasName", name);
                }
            );
    }
}
