using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.Net.Http.Headers;
using MudBlazor;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// Registers the pages for privacy requests. The pages are components; file downloads are mapped here beside them.
/// </summary>
internal static class RequestsModule
{
    public static IServiceCollection AddRequestPages(this IServiceCollection services) =>
        services
            .AddScoped<RequestsService>()
            .AddScoped<DecisionService>()
            .AddScoped<RequestPreviews>()
            .AddScoped<QueuePlace>()
            .AddSingleton<RequestViewers>()
            .AddSingleton(Key("J / K", t => t.KeyMove))
            .AddSingleton(Key("Enter", t => t.OpenRequest))
            .AddSingleton(Key("A", t => t.AssignToMe))
            .AddSingleton(Key("X", t => t.KeySelect))
            .AddSingleton(Key("P", t => t.KeyPanel))
            .AddScoped<IPaletteSource, RequestPalette>()
            .AddScoped<IPaletteSource, RecipientPalette>()
            .AddWaiting<RequestsWaiting>()
            .AddSingleton(
                new PaletteAction(
                    "/staff/requests/new",
                    Icons.Material.Outlined.Add,
                    frame => frame.Language.Texts<RequestsTexts>().TakeIn,
                    StaffPolicies.ManagePersonalData
                )
            )
            .AddSingleton(
                new NavigationCount(
                    "/staff/requests",
                    CountTone.Plain,
                    data => data.Requests.Where(r => r.ClosedAt == null)
                )
            )
            .AddSingleton(
                new NavigationCount(
                    "/staff/recipients",
                    CountTone.Plain,
                    data => data.RecipientNotices.Where(n => n.AnsweredAt == null)
                )
            );

    private static PageKey Key(string keys, Func<RequestsTexts, MarkupString> does) =>
        new("/staff/requests", keys, frame => does(frame.Language.Texts<RequestsTexts>()));

    public static void MapRequestPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaffPage("/staff/requests/figures.csv", StaffPolicies.ReadPersonalData, FiguresAsync);
        routes.MapStaffPage("/staff/requests/{reference}/files/{id}", StaffPolicies.ReadPersonalData, FileAsync);
    }

    private static async Task<IResult> FiguresAsync(StaffPageContext request)
    {
        var figures = await request
            .Service<RequestsService>()
            .FiguresAsync(
                request.Who.Ticket,
                int.TryParse(
                    request.Http.Request.Query["year"],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var year
                )
                    ? year
                    : null,
                request.Http.RequestAborted
            );
        var csv = new StringWriter(CultureInfo.InvariantCulture);
        CsvText.WriteRow(
            csv,
            "year",
            "month",
            "received",
            "in_time",
            "late",
            "extended",
            "refused",
            "open",
            "median_days"
        );
        foreach (var (line, month) in figures.Months.Select((line, i) => (line, i + 1)).Append((figures.Whole, 0)))
            CsvText.WriteRow(
                csv,
                Invariant($"{figures.Year}"),
                month == 0 ? "all" : Invariant($"{month}"),
                Invariant($"{line.Received}"),
                Invariant($"{line.InTime}"),
                Invariant($"{line.Late}"),
                Invariant($"{line.Extended}"),
                Invariant($"{line.Refused}"),
                Invariant($"{line.Open}"),
                Invariant($"{line.MedianDays:0.0}")
            );
        return Download(
            request.Http,
            Encoding.UTF8.GetBytes(csv.ToString()),
            "text/csv; charset=utf-8",
            Invariant($"requests-{figures.Year}.csv")
        );
    }

    // Files come from outside: they are downloaded, never shown. If a browser shows one all the same, the policy keeps
    // it from doing anything.
    private static async Task<IResult> FileAsync(StaffPageContext request) =>
        Guid.TryParse(request.Http.Request.RouteValues["id"]?.ToString(), out var id)
        && await request
            .Service<RequestsService>()
            .FileAsync(
                request.Who.Ticket,
                request.Http.Request.RouteValues["reference"]?.ToString() ?? "",
                id,
                request.Http.RequestAborted
            )
            is { } file
            ? Download(request.Http, file.Content, file.Type, file.Name)
            : Results.NotFound();

    private static IResult Download(HttpContext http, byte[] content, string type, string name)
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(content, type);
    }
}
