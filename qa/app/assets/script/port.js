// The one way to the server: the page's header takes the script's events, and calls this ready.

export const OPENED = "qa:port";
export const send = (event, data = {}) => window.qaPort?.(event, data);
export const ready = () => Boolean(window.qaPort);
