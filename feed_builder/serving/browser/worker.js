// Listens for news apart from the page, whose security policy does not bind it.
// Only while the page is seen: a browser keeps few connections to one server.
let news;
onmessage = ({ data: seen }) => {
  news?.close();
  news = seen ? new EventSource("events") : undefined;
  if (news) news.onmessage = ({ data }) => postMessage(JSON.parse(data));
};
