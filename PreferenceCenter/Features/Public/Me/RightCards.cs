namespace PreferenceCenter.Features.Public.Me;

/// <summary>
/// The rights a subscriber can use on these pages, in the order of the page. A right with a page of its own adds a line
/// here.
/// </summary>
internal static class RightCards
{
    public static IReadOnlyList<RightCard> In(
        MeTexts texts,
        AddressTexts address,
        HumanTexts human,
        ComplaintTexts complaint
    ) =>
        [
            new("/me/export", texts.ExportTitle, texts.ExportText),
            new("/me/correct", texts.CorrectTitle, texts.CorrectText),
            new("/me/address", address.Title, address.Text),
            new("/me/restrict", texts.RestrictTitle, texts.RestrictText),
            new("/me/object", texts.ObjectTitle, texts.ObjectText),
            new(WrittenRequest.HumanReview.Path, human.Title, human.Text),
            new(WrittenRequest.Complaint.Path, complaint.Title, complaint.Text),
            new("/me/erase", texts.EraseTitle, texts.EraseText),
        ];
}
