using PreferenceCenter.Shared.Web;

namespace PreferenceCenter.Features.Public.Receipts;

/// <summary>Registers the receipt page and maps its route.</summary>
internal static class ReceiptEndpoints
{
    public static IServiceCollection AddReceipt(this IServiceCollection services) =>
        services.AddSingleton<ReceiptHandler>();

    public static void MapReceipt(this IEndpointRouteBuilder routes)
    {
        var handler = routes.Service<ReceiptHandler>();
        routes.MapPage("/receipt/{reference}", http => handler.ShowAsync(http.TokenInPath("reference"), http));
    }
}
