using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>The export as a ZIP file, written directly to the response. docs/export.md lists its files.</summary>
internal sealed class ExportResult(ExportContents contents) : IResult
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancel) = (httpContext.Response, httpContext.RequestAborted);
        response.ContentType = "application/zip";
        response.Headers.ContentDisposition = Invariant(
            $"attachment; filename=\"my-data-{contents.At:yyyy-MM-dd}.zip\""
        );
        response.Headers.CacheControl = "no-store";
        // ZipArchive writes the headers between files synchronously, although its methods are asynchronous.
        httpContext.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(
            response.Body,
            ZipArchiveMode.Create,
            leaveOpen: true,
            Utf8,
            cancel
        );
        await AddAsync(zip, "index.html", await PageAsync(), cancel);
        await AddAsync(zip, "data.json", ExportJson.Write(contents), cancel);
        foreach (var place in contents.Held.Places)
            await AddAsync(zip, $"{place.Entry.Key}.csv", Csv(place.Rows), cancel);
        if (contents.Record is { } record)
            await AddAsync(zip, "consent-record.jsonld", record, cancel);
    }

    private async Task<byte[]> PageAsync()
    {
        var text = new StringWriter();
        await Page.WriteAsync<ExportFile>(contents.Page, text);
        return Utf8.GetBytes(text.ToString());
    }

    private static byte[] Csv(DataRows rows)
    {
        var text = new StringWriter();
        CsvText.WriteRow(text, [.. rows.Columns]);
        foreach (var row in rows.Rows)
            CsvText.WriteRow(text, [.. row.Select(ExportJson.Text)]);
        return Utf8.GetBytes(text.ToString());
    }

    private async Task AddAsync(ZipArchive zip, string name, byte[] content, CancellationToken cancel)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = contents.At;
        await using var to = await entry.OpenAsync(cancel);
        await to.WriteAsync(content, cancel);
    }
}
