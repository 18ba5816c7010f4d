// Makes complete pages livelier. Without it, every form and link still works.
import './comments.js';
import './subscribe.js';
