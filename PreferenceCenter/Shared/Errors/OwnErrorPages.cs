namespace PreferenceCenter.Shared.Errors;

/// <summary>The error pages of a part of the site that has its own.</summary>
/// <param name="Path">The paths below this one.</param>
/// <param name="Show">Makes the page of a status.</param>
internal sealed record OwnErrorPages(string Path, Func<HttpContext, int, Task<IResult>> Show);
